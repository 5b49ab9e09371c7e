package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.FileRegistry;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.FileRecord.Deletion;
import io.freehold.domain.sync.RecordPage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every `FileRegistry` does. The server's key is that of the cast.
public abstract class FileRegistryContract {
  protected static final int PAGE_SIZE = 10;
  private static final FileId UNKNOWN = new FileId(Hash.repeated(0x66));

  /// A registry without records, whose pages have about `PAGE_SIZE` of them; the owner has
  /// registered the server.
  protected abstract FileRegistry files();

  /// A schema that is registered with it.
  protected abstract SchemaId schema();

  /// Time passes.
  protected abstract void later();

  @Test
  void findsWhatItRecorded() {
    FileRegistry files = files();

    FileId id = files.register(file(1));

    FileRecord found = files.find(id).orElseThrow();
    assertThat(found.id()).isEqualTo(id);
    assertThat(found.owner()).isEqualTo(OWNER);
    assertThat(found.url()).isEqualTo(new BlobUrl(file(1).url()));
    assertThat(found.schemaId()).isEqualTo(schema());
    assertThat(found.deletion()).isEmpty();
    assertThat(files.find(UNKNOWN)).isEmpty();
  }

  @Test
  void recordsTheSameFileOnce() {
    FileRegistry files = files();

    FileId first = files.register(file(1));
    later();
    FileId again = files.register(file(1));
    FileId other = files.register(file(2));

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
    assertThat(ids(all(files))).containsExactly(first, other);
  }

  @Test
  void tellsWhatChangedOldestChangeFirst() {
    FileRegistry files = files();
    FileId first = files.register(file(1));
    later();
    FileId second = files.register(file(2));
    later();
    assertThat(files.delete(OWNER, first)).isTrue();

    List<FileRecord> records = all(files);

    assertThat(ids(records)).containsExactly(second, first);
    assertThat(records.getFirst().deletion()).isEmpty();
    assertThat(records.getLast().deletion()).contains(new Deletion(true));
  }

  @Test
  void tellsNothingThatWasToldBefore() {
    FileRegistry files = files();
    files.register(file(1));
    later();
    files.register(file(2));
    String cursor = all(files).getLast().cursor();

    RecordPage page = files.changes(OWNER, Optional.of(cursor));

    assertThat(page.records()).isEmpty();
    assertThat(page.hasMore()).isFalse();

    later();
    FileId third = files.register(file(3));

    assertThat(ids(files.changes(OWNER, Optional.of(cursor)).records())).containsExactly(third);
  }

  @Test
  void tellsADeletionToWhoeverHasReadTheRecord() {
    FileRegistry files = files();
    FileId id = files.register(file(1));
    String cursor = all(files).getLast().cursor();
    later();
    files.delete(OWNER, id);

    assertThat(files.changes(OWNER, Optional.of(cursor)).records())
        .singleElement()
        .satisfies(record -> assertThat(record.deletion()).contains(new Deletion(true)));
  }

  @Test
  void hasNothingToTellAtFirst() {
    RecordPage page = files().changes(OWNER, Optional.empty());

    assertThat(page.records()).isEmpty();
    assertThat(page.hasMore()).isFalse();
  }

  @Test
  void tellsEverythingPageByPage() {
    FileRegistry files = files();
    Set<FileId> recorded = new LinkedHashSet<>();
    for (int i = 0; i < 3 * PAGE_SIZE; i++) {
      recorded.add(files.register(file(i)));
      if (i % 3 == 0) {
        later();
      }
    }

    assertThat(files.changes(OWNER, Optional.empty()).hasMore()).isTrue();
    assertThat(ids(all(files))).containsExactlyElementsOf(recorded);
  }

  @Test
  void tellsManyChangesOfOneInstant() {
    FileRegistry files = files();
    Set<FileId> recorded = new LinkedHashSet<>();
    for (int i = 0; i < 2 * PAGE_SIZE + 5; i++) {
      recorded.add(files.register(file(i)));
    }
    later();
    recorded.add(files.register(file(1_000)));

    assertThat(ids(all(files))).containsExactlyElementsOf(recorded);
  }

  @Test
  void missesNothingWhereverReadingStopped() {
    FileRegistry files = files();
    for (int i = 0; i < PAGE_SIZE + 5; i++) {
      files.register(file(i));
      if (i % 4 == 1) {
        later();
      }
    }
    List<FileRecord> records = all(files);

    for (int stopped = 0; stopped < records.size(); stopped++) {
      assertThat(ids(allAfter(files, Optional.of(records.get(stopped).cursor()))))
          .as("after record %d", stopped)
          .containsSubsequence(ids(records.subList(stopped + 1, records.size())));
    }
  }

  @Test
  void leavesATombstoneAsItIs() {
    FileRegistry files = files();
    FileId id = files.register(file(1));

    assertThat(files.delete(OWNER, id)).isTrue();
    later();
    assertThat(files.delete(OWNER, id)).isTrue();
    assertThat(files.register(file(1))).isEqualTo(id);

    assertThat(files.find(id).orElseThrow().deletion()).contains(new Deletion(true));
    assertThat(all(files)).hasSize(1);
  }

  @Test
  void deletesNothingItDoesNotKnow() {
    assertThat(files().delete(OWNER, UNKNOWN)).isFalse();
  }

  @Test
  void keepsOwnersApart() {
    FileRegistry files = files();
    files.register(file(1));

    assertThat(files.changes(STRANGER, Optional.empty()).records()).isEmpty();
  }

  protected final FileRegistration file(int number) {
    return new FileRegistration(
        OWNER, "https://blobs.example.org/v1/blobs/" + OWNER + "/a.b/" + number, schema());
  }

  protected static List<FileRecord> all(FileRegistry files) {
    return allAfter(files, Optional.empty());
  }

  private static List<FileRecord> allAfter(FileRegistry files, Optional<String> start) {
    var all = new ArrayList<FileRecord>();
    Optional<String> cursor = start;
    RecordPage page;
    int pages = 0;
    do {
      page = files.changes(OWNER, cursor);
      all.addAll(page.records());
      if (!page.records().isEmpty()) {
        cursor = Optional.of(page.records().getLast().cursor());
      }
      assertThat(++pages).isLessThan(100);
    } while (page.hasMore());
    return all;
  }

  protected static List<FileId> ids(List<FileRecord> records) {
    return records.stream().map(FileRecord::id).toList();
  }
}
