package io.freehold.architecture.planted.application.data;

import io.freehold.architecture.planted.application.port.InnocentPort;
import io.freehold.architecture.planted.domain.data.StoredFile;
import io.freehold.architecture.planted.domain.grant.ReadPermit;
import java.util.Optional;

/// An innocent use case.
public final class ReadInnocently {
  private final InnocentPort port;
  private final InnocentCollaborator collaborator;

  public ReadInnocently(InnocentPort port, InnocentCollaborator collaborator) {
    this.port = port;
    this.collaborator = collaborator;
  }

  public Optional<StoredFile> read(ReadPermit permit) {
    return collaborator.mayRead() ? port.find(permit) : Optional.empty();
  }
}
