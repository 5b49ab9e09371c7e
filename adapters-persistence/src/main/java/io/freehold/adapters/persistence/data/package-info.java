/// Data files (§4.1.8): where each version lies, how it gets there without ever replacing another,
/// and the index that finds it. The files are the truth; the index can be made from them again.
@NullMarked
package io.freehold.adapters.persistence.data;

import org.jspecify.annotations.NullMarked;
