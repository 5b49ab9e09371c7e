package io.freehold.architecture.planted.application.port;

import io.freehold.architecture.planted.domain.data.StoredFile;
import io.freehold.architecture.planted.domain.grant.ReadPermit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An innocent port.
public interface InnocentPort {
  Optional<StoredFile> find(ReadPermit permit);

  List<byte[]> all(Instant since, int limit);
}
