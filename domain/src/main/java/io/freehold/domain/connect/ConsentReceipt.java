package io.freehold.domain.connect;

import io.freehold.domain.GrantId;

/// What stays of a consent: who asked for what, what was agreed to and why it could be, what was
/// shown, and the grant that came of it (§6.3, threat T18).
///
/// @param app as it showed itself then, with the hash of its manifest
public record ConsentReceipt(
    SessionId session, VerifiedApp app, SessionRequest asked, Consent consent, GrantId grant) {}
