package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.domain.Address;
import io.freehold.domain.storage.ArchiveKey.Kind;
import io.freehold.domain.upkeep.ArchiveSummary;

/// What an archive holds, for people and for scripts.
final class Summaries {
  private Summaries() {}

  static ObjectNode facts(ArchiveSummary summary) {
    ObjectNode facts =
        ArchiveReport.facts()
            .put("server", summary.server().value())
            .put("madeAt", summary.madeAt().toString())
            .put("versions", summary.versions())
            .put("dataBytes", summary.dataBytes())
            .put("otherFiles", summary.otherFiles());
    summary.owner().ifPresent(owner -> facts.put("owner", owner.value()));
    return facts;
  }

  static String words(ArchiveSummary summary) {
    return "server %s of %s, as it was at %s: %d versions (%d KiB) and %d other files"
        .formatted(
            summary.server(),
            summary.owner().map(Address::value).orElse("nobody yet"),
            summary.madeAt(),
            summary.versions(),
            summary.dataBytes() >> 10,
            summary.otherFiles());
  }

  static String word(Kind key) {
    return switch (key) {
      case MASTER_KEY -> "master-key";
      case PASSPHRASE -> "passphrase";
    };
  }

  static String inWords(Kind key) {
    return switch (key) {
      case MASTER_KEY -> "the owner's master-key signature";
      case PASSPHRASE -> "the passphrase it was made with";
    };
  }
}
