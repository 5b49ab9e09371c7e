package io.freehold.application.server;

import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.StorageHealth;
import java.util.ArrayList;
import java.util.List;

/// Says whether this server can do its work, and if not, why.
public final class CheckReadiness {
  private final StorageHealth storage;
  private final OwnerRecord ownerRecord;

  public CheckReadiness(StorageHealth storage, OwnerRecord ownerRecord) {
    this.storage = storage;
    this.ownerRecord = ownerRecord;
  }

  /// In plain words, what is missing; empty when nothing is.
  public List<String> complaints() {
    var complaints = new ArrayList<String>();
    storage.complaint().ifPresent(complaints::add);
    if (ownerRecord.find().isEmpty()) {
      complaints.add("this server has no owner yet; run `freehold init` on its machine");
    }
    return List.copyOf(complaints);
  }
}
