package io.freehold.adapters.persistence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// An archive that somebody takes apart and puts together again.
final class CraftedArchive {
  private static final String MANIFEST = "manifest.sha256";

  /// A file of it.
  record Entry(String name, byte[] bytes) {
    static Entry of(String name, String text) {
      return new Entry(name, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  CraftedArchive(byte[] archive) {
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.getName().equals(MANIFEST)) {
          entries.add(new Entry(entry.getName(), zip.readAllBytes()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> names() {
    return entries.stream().map(Entry::name).toList();
  }

  byte[] file(String name) {
    return entries.stream().filter(e -> e.name().equals(name)).findAny().orElseThrow().bytes();
  }

  private int at(String name) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError("there is no " + name);
  }

  CraftedArchive without(String name) {
    entries.remove(at(name));
    return this;
  }

  CraftedArchive with(String name, String text) {
    entries.set(at(name), Entry.of(name, text));
    return this;
  }

  CraftedArchive with(String name, byte[] bytes) {
    entries.set(at(name), new Entry(name, bytes));
    return this;
  }

  CraftedArchive renamed(String name, String other) {
    entries.set(at(name), new Entry(other, entries.get(at(name)).bytes()));
    return this;
  }

  CraftedArchive before(String name, Entry more) {
    entries.add(at(name), more);
    return this;
  }

  CraftedArchive last(Entry more) {
    entries.add(more);
    return this;
  }

  /// With the manifest that belongs to it.
  byte[] bytes() {
    var manifest = new StringBuilder();
    for (Entry entry : entries) {
      manifest.append(sha256(entry.bytes())).append("  ").append(entry.name()).append('\n');
    }
    return bytes(manifest.toString());
  }

  byte[] bytes(String manifest) {
    var all = new ArrayList<>(entries);
    all.add(Entry.of(MANIFEST, manifest));
    return zip(all);
  }

  /// One after the other, also where a name comes twice.
  static byte[] zip(List<Entry> entries) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      int number = 0;
      for (Entry entry : entries) {
        // The JDK refuses to write a name twice: it is written as another and put right below.
        boolean isAgain =
            entries.subList(0, number).stream().anyMatch(e -> e.name().equals(entry.name()));
        zip.putNextEntry(new ZipEntry(isAgain ? again(entry.name()) : entry.name()));
        zip.write(entry.bytes());
        zip.closeEntry();
        number++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = out.toByteArray();
    for (Entry entry : entries) {
      replace(bytes, again(entry.name()), entry.name());
    }
    return bytes;
  }

  private static String again(String name) {
    return name.substring(0, name.length() - 1) + "~";
  }

  private static void replace(byte[] bytes, String from, String to) {
    byte[] old = from.getBytes(StandardCharsets.UTF_8);
    byte[] name = to.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i + old.length <= bytes.length; i++) {
      if (java.util.Arrays.equals(bytes, i, i + old.length, old, 0, old.length)) {
        System.arraycopy(name, 0, bytes, i, name.length);
      }
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
