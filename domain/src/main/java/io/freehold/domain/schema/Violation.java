package io.freehold.domain.schema;

/// One way in which a payload does not fit its schema.
///
/// @param pointer where, as a JSON pointer (RFC 6901)
/// @param message what is wrong, for people; it never repeats the value
public record Violation(String pointer, String message) {}
