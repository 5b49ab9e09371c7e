package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.client.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The files a person names on the command line; `-` is standard input.
final class Files {
  private Files() {}

  static byte[] bytes(String name, InputStream standardInput) {
    try {
      return name.equals("-")
          ? standardInput.readAllBytes()
          : java.nio.file.Files.readAllBytes(Path.of(name));
    } catch (NoSuchFileException e) {
      throw new Refusal("there is no file " + name, e);
    } catch (IOException e) {
      throw new Refusal("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  static String text(String name) {
    return new String(bytes(name, InputStream.nullInputStream()), StandardCharsets.UTF_8);
  }

  /// For the eyes of whoever wrote it. A file that is there is not touched.
  static void createPrivate(Path file, String text) {
    var ownersOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      java.nio.file.Files.createFile(file, ownersOnly);
      java.nio.file.Files.writeString(file, text, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new Refusal("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  static void write(String name, byte[] bytes) {
    try {
      java.nio.file.Files.write(Path.of(name), bytes);
    } catch (IOException e) {
      throw new Refusal("cannot write " + name + ": " + e.getMessage(), e);
    }
  }
}
