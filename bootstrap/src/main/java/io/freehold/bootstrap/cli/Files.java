package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.client.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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

  static void write(String name, byte[] bytes) {
    try {
      java.nio.file.Files.write(Path.of(name), bytes);
    } catch (IOException e) {
      throw new Refusal("cannot write " + name + ": " + e.getMessage(), e);
    }
  }
}
