/// The owner's answers to applications that ask for data: requests, rules and receipts (§6.3).
@NullMarked
package io.freehold.adapters.http.consent;

import org.jspecify.annotations.NullMarked;
