package io.freehold.adapters.persistence;

import static io.freehold.adapters.persistence.KeptHome.AB;
import static io.freehold.adapters.persistence.KeptHome.NOBODY;
import static io.freehold.adapters.persistence.KeptHome.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.adapters.persistence.CraftedArchive.Entry;
import io.freehold.adapters.persistence.KeptHome.Noting;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.upkeep.ImportSummary;
import io.freehold.domain.upkeep.LeftOut;
import io.freehold.domain.upkeep.LeftOut.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is exported can be read by anybody, and imported again (T35, T43).
class DataExportTest {
  private static final Scope XYZ = new Scope("x.yz");
  private static final SchemaId SCHEMA = new SchemaId("0x" + "5".repeat(64));

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path home;
  private Path other;

  @BeforeEach
  void fillAHome() {
    home = folder.resolve("home");
    other = folder.resolve("other");
    KeptHome.fill(home);
    try (var opened = new Home(home, Cast.CLOCK)) {
      opened
          .adapter()
          .dataFiles()
          .save(
              new DataDraft(
                  Optional.of(new SchemaReference(SCHEMA, "https://s.example/x.json")),
                  XYZ,
                  JsonDocument.of("{\"a\":1.10}"),
                  Cast.NOW,
                  Optional.empty()));
    }
  }

  @Test
  void holdsEachVersionAsItIsStoredAndAListOfThem() throws IOException {
    var zip = new CraftedArchive(exported(List.of(), true));
    JsonNode manifest = json(zip.file("manifest.json"));

    assertThat(zip.names())
        .contains("README.txt", "manifest.json", "access-log/head.json")
        .filteredOn(name -> name.startsWith("data/"))
        .hasSize(12);
    assertThat(new String(zip.file("README.txt"), StandardCharsets.UTF_8))
        .contains("NOT ENCRYPTED");
    assertThat(manifest.path("format").asText()).isEqualTo("freehold-export");
    assertThat(manifest.path("server").asText()).isEqualTo(Cast.SERVER.value());
    assertThat(manifest.path("exportedAt").asText()).isEqualTo(Cast.NOW.toString());
    assertThat(manifest.path("files")).hasSize(12);
    for (JsonNode file : manifest.path("files")) {
      byte[] bytes = zip.file(file.path("name").asText());
      assertThat(CraftedArchive.sha256(bytes)).isEqualTo(file.path("sha256").asText());
      assertThat(bytes).hasSize(file.path("size").asInt());
      assertThat(data(home)).containsValue(file.path("sha256").asText());
    }
    JsonNode last = manifest.path("files").get(11);
    assertThat(last.path("scope").asText()).isEqualTo("x.yz");
    assertThat(last.path("schemaId").asText()).isEqualTo(SCHEMA.value());
    assertThat(last.path("schemaUrl").asText()).isEqualTo("https://s.example/x.json");
  }

  @Test
  void holdsOnlyTheScopesAskedFor() throws IOException {
    assertThat(dataNames(exported(List.of(new ScopePattern("a.b")), false))).hasSize(10);
    assertThat(dataNames(exported(List.of(new ScopePattern("a.b.*")), false))).hasSize(1);
    assertThat(
            dataNames(exported(List.of(new ScopePattern("a.*"), new ScopePattern("x.yz")), false)))
        .hasSize(12);
    var none = new CraftedArchive(exported(List.of(new ScopePattern("n.o")), false));
    assertThat(none.names()).containsExactly("README.txt", "manifest.json");
  }

  @Test
  void leavesOutWhatIsDamagedAlsoFromTheList() throws IOException {
    Path file = home.resolve(data(home).keySet().iterator().next());
    Files.writeString(file, "rotten");
    var told = new Noting();
    var out = new ByteArrayOutputStream();

    PersistenceAdapter.export(
        home, Limits.DEFAULT, Cast.CLOCK, _ -> Cast.SERVER_KEY, List.of(), false, out, told);

    assertThat(told.files()).extracting(LeftOut::reason).containsExactly(Reason.DAMAGED);
    var zip = new CraftedArchive(out.toByteArray());
    assertThat(json(zip.file("manifest.json")).path("files")).hasSize(11);
  }

  @Test
  void isImportedAsItWasAndOnlyOnce() throws IOException {
    byte[] zip = exported(List.of(), false);

    assertThat(imported(zip, other, new Noting()))
        .isEqualTo(new ImportSummary(12, size(zip), 0, 0));
    assertThat(data(other)).isEqualTo(data(home));
    assertThat(imported(zip, other, new Noting())).isEqualTo(new ImportSummary(0, 0, 12, 0));
    assertThat(new Upkeep(other).defects()).isEmpty();
    byte[] again = exportedFrom(other);
    assertThat(json(new CraftedArchive(again).file("manifest.json")).path("files"))
        .isEqualTo(json(new CraftedArchive(zip).file("manifest.json")).path("files"));
  }

  @Test
  void survivesARebuildOfTheIndexOnceImported() throws IOException {
    imported(exported(List.of(), false), other, new Noting());
    Files.delete(other.resolve("index.db"));

    byte[] again = exportedFrom(other);

    JsonNode last = json(new CraftedArchive(again).file("manifest.json")).path("files").get(11);
    assertThat(last.path("schemaId").asText()).isEqualTo(SCHEMA.value());
  }

  @Test
  void overwritesNothingAndBringsNothingBackThatWasDeletedHere() throws IOException {
    byte[] zip = exported(List.of(), false);
    try (var opened = new Home(other, Cast.CLOCK)) {
      KeptHome.save(opened, AB, "{\"n\":\"mine\"}");
      KeptHome.save(opened, XYZ, "{}");
      opened.adapter().dataFiles().delete(XYZ);
    }
    var told = new Noting();

    ImportSummary summary = imported(zip, other, told);

    assertThat(summary.added()).isEqualTo(10);
    assertThat(summary.skipped()).isEqualTo(2);
    assertThat(told.files())
        .extracting(LeftOut::reason)
        .containsExactlyInAnyOrder(Reason.TAKEN, Reason.DELETED_HERE);
    assertThat(data(other)).hasSize(11);
    assertThat(new Upkeep(other).defects()).isEmpty();
  }

  @Test
  void skipsWhatIsNotWhatTheListSays() throws IOException {
    byte[] zip = exported(List.of(), false);
    List<String> names = dataNames(zip);
    var crafted = new CraftedArchive(zip);
    String manifest = new String(crafted.file("manifest.json"), StandardCharsets.UTF_8);
    byte[] changed = crafted.file(names.get(0)).clone();
    changed[changed.length - 3] ^= 1;
    String third = new String(crafted.file(names.get(2)), StandardCharsets.UTF_8);
    String forged = third.replace("\"a.b\"", "\"a.c\"");
    crafted
        .with(names.get(0), changed)
        .with(names.get(2), forged)
        .without(names.get(1))
        .with(names.get(3), "x".repeat(5_000_000))
        .last(Entry.of("data/a.b/../../../escape.json", "{}"))
        .with(
            "manifest.json",
            manifest.replace(
                CraftedArchive.sha256(third.getBytes(StandardCharsets.UTF_8)),
                CraftedArchive.sha256(forged.getBytes(StandardCharsets.UTF_8))));
    var told = new Noting();

    ImportSummary summary = imported(CraftedArchive.zip(entries(crafted)), other, told);

    assertThat(summary.added()).isEqualTo(8);
    assertThat(summary.skipped()).isEqualTo(5);
    assertThat(told.files())
        .extracting(LeftOut::name)
        .containsExactly(names.get(0), names.get(1), names.get(2), names.get(3), "data/");
    assertThat(folder.resolve("escape.json")).doesNotExist();
    assertThat(data(other)).hasSize(8);
    assertThat(new Upkeep(other).defects()).isEmpty();
  }

  @Test
  void saysWhatIsInTheZipAndOnNoList() throws IOException {
    var crafted = new CraftedArchive(exported(List.of(), false));
    crafted.last(Entry.of("data/a.b/2020-01-01T00-00-00Z.json", "{}"));
    var told = new Noting();

    ImportSummary summary = imported(CraftedArchive.zip(entries(crafted)), other, told);

    assertThat(summary.added()).isEqualTo(12);
    assertThat(told.files()).extracting(LeftOut::reason).containsExactly(Reason.STRANGE);
  }

  @Test
  void skipsEntriesOfTheListThatMakeNoSense() throws IOException {
    for (String file :
        List.of(
            "{}",
            "{\"scope\":\"../x\",\"collectedAt\":\"2026-01-21T10:00:00Z\",\"size\":1}",
            "{\"scope\":\"a.b\",\"collectedAt\":\"yesterday\",\"size\":1}",
            "{\"scope\":\"a.b\",\"collectedAt\":\"2026-01-21T10:00:00Z\",\"size\":-1}",
            "{\"scope\":\"a.b\",\"collectedAt\":\"2026-01-21T10:00:00Z\",\"size\":99999999999}",
            "{\"scope\":[[1]],\"collectedAt\":{}}")) {
      var told = new Noting();
      byte[] zip =
          CraftedArchive.zip(
              List.of(
                  Entry.of(
                      "manifest.json",
                      "{\"format\":\"freehold-export\",\"version\":1,\"files\":[" + file + "]}")));
      assertThat(imported(zip, other, told).skipped()).as(file).isEqualTo(1);
    }
    assertThat(data(other)).isEmpty();
  }

  @Test
  void refusesWhatIsNoExport() {
    for (byte[] zip :
        List.of(
            new byte[0],
            "<html>".getBytes(StandardCharsets.UTF_8),
            CraftedArchive.zip(List.of(Entry.of("x", "y"))),
            CraftedArchive.zip(List.of(Entry.of("manifest.json", "["))),
            CraftedArchive.zip(List.of(Entry.of("manifest.json", "{\"files\":[{}]}"))),
            CraftedArchive.zip(List.of(Entry.of("manifest.json", "[".repeat(1_000)))),
            CraftedArchive.zip(
                List.of(
                    Entry.of(
                        "manifest.json", "{\"format\":\"freehold-export\",\"version\":2}"))))) {
      assertThatThrownBy(() -> imported(zip, other, NOBODY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<Entry> entries(CraftedArchive crafted) {
    return crafted.names().stream().map(name -> new Entry(name, crafted.file(name))).toList();
  }

  private byte[] exported(List<ScopePattern> patterns, boolean withLog) throws IOException {
    var out = new ByteArrayOutputStream();
    PersistenceAdapter.export(
        home, Limits.DEFAULT, Cast.CLOCK, _ -> Cast.SERVER_KEY, patterns, withLog, out, NOBODY);
    return out.toByteArray();
  }

  /// A home into which something was imported has no key before its server starts.
  private static byte[] exportedFrom(Path other) throws IOException {
    try (var opened = new Home(other, Cast.CLOCK)) {
      opened
          .adapter()
          .writeKey(
              "server",
              Cast.SERVER,
              Cast.SERVER_KEY.publicKey(),
              new io.freehold.domain.identity.Secret("0x5"));
    }
    var out = new ByteArrayOutputStream();
    PersistenceAdapter.export(
        other, Limits.DEFAULT, Cast.CLOCK, _ -> Cast.SERVER_KEY, List.of(), false, out, NOBODY);
    return out.toByteArray();
  }

  private ImportSummary imported(
      byte[] zip, Path home, io.freehold.domain.upkeep.ArchiveProgress progress)
      throws IOException {
    Path file = folder.resolve("export.zip");
    Files.write(file, zip);
    try (var opened = new Home(home, Cast.CLOCK)) {
      return opened.adapter().importFrom(file, progress);
    }
  }

  private static List<String> dataNames(byte[] zip) {
    return new CraftedArchive(zip)
        .names().stream().filter(name -> name.startsWith("data/")).toList();
  }

  private static long size(byte[] zip) throws IOException {
    long size = 0;
    for (JsonNode file : json(new CraftedArchive(zip).file("manifest.json")).path("files")) {
      size += file.path("size").asLong();
    }
    return size;
  }

  private static JsonNode json(byte[] text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
