package io.freehold.adapters.chain.gateway;

import io.freehold.adapters.chain.sync.FileRecords;
import io.freehold.adapters.chain.sync.ToldFile;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.RecordPage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file records of a remote gateway. What is no record, or not the owner's, or not what its id
/// says, is passed over: one bad record is not to hide the good ones.
final class GatewayFiles implements FileRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayFiles.class);
  private static final int PAGE_SIZE = 500;

  private final GatewayClient client;
  private final RegistryIds ids;
  private final FileRecords records;
  private final Signer serverKey;
  private final int pagesMax;

  GatewayFiles(
      GatewayClient client, RegistryIds ids, FileRecords records, Signer serverKey, int pagesMax) {
    this.client = client;
    this.ids = ids;
    this.records = records;
    this.serverKey = serverKey;
    this.pagesMax = pagesMax;
  }

  @Override
  public FileId register(FileRegistration file) {
    Answer answer =
        client.post(
            Map.of(
                "ownerAddress", file.owner().value(),
                "url", file.url(),
                "schemaId", file.schemaId().value()),
            serverKey.sign(file),
            "files");
    if (answer.isNotFound()) {
      throw new Problem.RecordNotFound("schema", file.schemaId().value()).asException();
    }
    mustBeDone(answer, file.owner());
    FileId id = ids.idOf(file);
    if (answer.read(GatewayFiles::idIn).filter(told -> !told.equals(id)).isPresent()) {
      throw Unavailable.because("the gateway recorded the file under an id that is not its own");
    }
    return id;
  }

  /// At the top in the wild, below `data` in the specification, or nowhere.
  private static Optional<FileId> idIn(Answer answer) {
    return answer
        .body()
        .find("fileId", "id")
        .or(() -> answer.body().find("data").flatMap(data -> data.find("fileId", "id")))
        .map(Item::text)
        .map(FileId::new);
  }

  private void mustBeDone(Answer answer, Address owner) {
    if (answer.isForbidden()) {
      throw new Problem.SignerNotAllowed(serverKey.address(), owner).asException();
    }
    if (!answer.isDone()) {
      throw Unavailable.because("the gateway refused the file: " + answer.status());
    }
  }

  @Override
  public Optional<FileRecord> find(FileId id) {
    Answer answer = client.get("files", id.value());
    return answer.isNotFound() ? Optional.empty() : Optional.of(answer.read(a -> record(a, id)));
  }

  private FileRecord record(Answer answer, FileId asked) {
    return Optional.of(new FileItem(answer.data()).told())
        .filter(told -> told.id().equals(asked))
        .flatMap(records::believe)
        .orElseThrow(() -> new IllegalArgumentException("the answer is about another file"));
  }

  /// Asks on by itself where nothing of a page is believed, for there is no record then to go on
  /// from.
  @Override
  public RecordPage changes(Address owner, Optional<String> cursor) {
    Optional<String> since = cursor;
    for (int i = 0; i < pagesMax; i++) {
      Page page = ask(owner, since);
      List<FileRecord> believed = page.believed(records, owner, since);
      if (!believed.isEmpty() || !page.hasMore()) {
        return new RecordPage(believed, page.hasMore());
      }
      since = page.end();
    }
    return new RecordPage(List.of(), false);
  }

  /// @param end the cursor that comes after it
  private record Page(List<ToldFile> told, Optional<String> end, boolean hasMore) {
    List<FileRecord> believed(FileRecords records, Address owner, Optional<String> asked) {
      return end.map(at -> records.believe(owner, told, asked, at)).orElse(List.of());
    }
  }

  /// The owner goes under both names, because each half of the gateways knows one of them.
  private Page ask(Address owner, Optional<String> since) {
    var query = new LinkedHashMap<String, String>();
    query.put("user", owner.value());
    query.put("owner", owner.value());
    query.put("includeDeleted", "true");
    query.put("limit", Integer.toString(PAGE_SIZE));
    since.ifPresent(at -> query.put("since", at));
    Answer answer = client.search("files", query);
    return answer.isNotFound()
        ? new Page(List.of(), Optional.empty(), false)
        : answer.read(found -> page(found, since));
  }

  private static Page page(Answer answer, Optional<String> asked) {
    Item data = answer.data();
    List<Item> items = data.get("files").items().toList();
    List<ToldFile> told = told(items);
    Optional<String> end =
        data.find("cursor")
            .map(Item::text)
            .or(() ->
                told.isEmpty()
                    ? Optional.empty()
                    : told.getLast().changedAt().map(Instant::toString));
    boolean mayHaveMore =
        answer
            .body()
            .find("pagination")
            .flatMap(pages -> pages.find("hasMore"))
            .map(Item::isTrue)
            .orElse(!items.isEmpty());
    return new Page(told, end, mayHaveMore && end.isPresent() && !end.equals(asked));
  }

  /// Oldest change first, as far as the gateway says when that was.
  private static List<ToldFile> told(List<Item> items) {
    var told = new ArrayList<ToldFile>();
    for (Item item : items) {
      try {
        told.add(new FileItem(item).told());
      } catch (IllegalArgumentException | DateTimeException e) {
        LOG.warn("The gateway lists a file that cannot be understood: {}", e.getMessage());
      }
    }
    if (told.stream().allMatch(file -> file.changedAt().isPresent())) {
      told.sort(Comparator.comparing(file -> file.changedAt().orElseThrow()));
    }
    return told;
  }

  @Override
  public boolean delete(Address owner, FileId id) {
    Answer answer =
        client.delete(
            Map.of("ownerAddress", owner.value()),
            serverKey.sign(new FileDeletion(owner, id)),
            "files",
            id.value());
    if (answer.isNotFound()) {
      return false;
    }
    mustBeDone(answer, owner);
    return true;
  }
}
