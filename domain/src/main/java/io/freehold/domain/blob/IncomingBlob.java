package io.freehold.domain.blob;

import java.io.InputStream;
import java.util.function.Consumer;

/// A blob on its way in. Its bytes are read once, from the first to the last.
///
/// @param mustHaveHash is told the SHA-256 of the bytes in lower-case hexadecimal when all are
///   there, and refuses those that are not what was signed; before that, nobody may see them
public record IncomingBlob(InputStream bytes, long sizeBytes, Consumer<String> mustHaveHash) {}
