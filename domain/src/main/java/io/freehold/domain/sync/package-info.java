/// What travels between an owner's servers: file records, the versions they stand for, and what
/// went wrong with them (§4.1.7).
@NullMarked
package io.freehold.domain.sync;

import org.jspecify.annotations.NullMarked;
