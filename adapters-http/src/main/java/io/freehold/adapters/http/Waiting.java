package io.freehold.adapters.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What a request waits for, and how it is answered afterwards.
///
/// @param subject news of it end the waiting
/// @param hasNews whether there were any meanwhile
/// @param answer asked for on a thread of its own, when the waiting is over
public record Waiting(
    String subject, Duration atMost, BooleanSupplier hasNews, Supplier<Reply> answer) {}
