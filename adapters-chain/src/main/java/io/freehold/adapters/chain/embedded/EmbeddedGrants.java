package io.freehold.adapters.chain.embedded;

import io.freehold.adapters.chain.grant.MessageTerms;
import io.freehold.application.port.GrantTexts;
import io.freehold.application.port.Grants;
import io.freehold.application.port.Registry;
import io.freehold.application.port.Signer;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// The grants this process has recorded. They are signed and checked like any other, so that they
/// could move to another gateway as they are (ADR 0008).
public final class EmbeddedGrants implements Grants {
  private static final int PAGE_SIZE = 1_000;

  private final Registry registry;
  private final RecordGrant recordGrant;
  private final RecordGrantRevocation recordRevocation;
  private final GrantTexts texts;
  private final MessageTerms messageTerms;
  private final Signer serverKey;

  public EmbeddedGrants(
      Registry registry,
      RecordGrant recordGrant,
      RecordGrantRevocation recordRevocation,
      GrantTexts texts,
      Signer serverKey) {
    this.registry = registry;
    this.recordGrant = recordGrant;
    this.recordRevocation = recordRevocation;
    this.texts = texts;
    this.serverKey = serverKey;
    this.messageTerms =
        new MessageTerms(
            texts, id -> registry.findBuilder(id).map(builder -> builder.message().grantee()));
  }

  @Override
  public Optional<SignedGrant> find(GrantId id) {
    return registry.findGrant(id).flatMap(this::signedGrant);
  }

  @Override
  public List<SignedGrant> grantedBy(Address grantor) {
    return all(page -> registry.grantsOf(grantor, page));
  }

  @Override
  public List<SignedGrant> grantedTo(Address grantor, Address grantee) {
    return all(page -> registry.grantsBetween(grantor, grantee, page));
  }

  private List<SignedGrant> all(Function<Page, Listing<Entry<GrantMessage>>> pages) {
    var grants = new ArrayList<SignedGrant>();
    Listing<Entry<GrantMessage>> page;
    int offset = 0;
    do {
      page = pages.apply(new Page(PAGE_SIZE, offset));
      page.items().stream().flatMap(entry -> signedGrant(entry).stream()).forEach(grants::add);
      offset += page.items().size();
    } while (!page.items().isEmpty() && offset < page.total());
    return List.copyOf(grants);
  }

  @Override
  public GrantId create(GrantTerms terms, Builder grantee) {
    var grant =
        new GrantRegistration(terms.grantor(), grantee.id(), texts.format(terms), List.of());
    return new GrantId(
        DoneAlready.idFrom(
            () -> recordGrant.record(grant, serverKey.sign(grant), OptionalLong.empty()).value()));
  }

  @Override
  public void revoke(GrantId id, Address grantor) {
    var revocation = new GrantRevocation(grantor, id);
    var _ =
        DoneAlready.idFrom(() -> {
          recordRevocation.record(revocation, serverKey.sign(revocation), OptionalLong.empty());
          return id.value();
        });
  }

  private Optional<SignedGrant> signedGrant(Entry<GrantMessage> entry) {
    return messageTerms
        .of(entry.message())
        .map(terms ->
            new SignedGrant(
                new GrantId(entry.id()),
                entry.message(),
                terms,
                entry.signature(),
                entry.addedAt(),
                entry.removal().map(Removal::at),
                entry.status()));
  }
}
