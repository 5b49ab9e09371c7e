/// Inside of the SDK: one way to send requests, with bounds on time, size and repetition, and one
/// way to do later what can be done now. Applications meet only `ClientLimits` and `AddressRules`
/// of it.
@NullMarked
package io.freehold.builder.http;

import org.jspecify.annotations.NullMarked;
