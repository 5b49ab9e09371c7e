package io.freehold.application.testing;

/// What every `SyncIndex` does, by concept.
public abstract class SyncIndexContract
    implements SyncCopiesContract,
        SyncArrivalsContract,
        SyncRemovalsContract,
        SyncProgressContract {}
