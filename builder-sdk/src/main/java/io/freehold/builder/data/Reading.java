package io.freehold.builder.data;

/// What became of asking for data that may have changed since (§4.1.5).
///
/// ```java
/// Scope scope = new Scope("instagram.profile");
/// String known = "\"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\"";
/// switch (client.data(grant).readIfChanged(scope, known)) {
///   case Reading.Changed(Document document) -> log(document.etag() + " " + document.text());
///   case Reading.NotModified _ -> log("what we have is what there is");
/// }
/// ```
public sealed interface Reading {
  /// There is something else than what is known; close it when it is read.
  record Changed(Document document) implements Reading {}

  /// It is what is known.
  record NotModified(String etag) implements Reading {}
}
