/// Deliberate violations, at least one for each rule, among innocent types that no rule may accuse.
/// See `RulesBiteTest`.
@NullMarked
package io.freehold.architecture.planted;

import org.jspecify.annotations.NullMarked;
