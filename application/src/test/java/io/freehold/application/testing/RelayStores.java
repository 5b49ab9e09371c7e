package io.freehold.application.testing;

import io.freehold.application.port.Deliveries;
import io.freehold.application.port.GrantWatches;
import io.freehold.application.port.Sessions;

/// The three ports of the relay over one store.
public record RelayStores(Sessions sessions, GrantWatches watches, Deliveries deliveries) {}
