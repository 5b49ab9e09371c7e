package io.freehold.adapters.chain.gateway;

import io.freehold.adapters.chain.gateway.Remembered.Freshness;
import io.freehold.adapters.chain.grant.MessageTerms;
import io.freehold.application.Limits;
import io.freehold.application.port.GrantTexts;
import io.freehold.application.port.Grants;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The grants of a remote gateway. An answer counts when it is about what was asked; whether the
/// grant in it holds, and whether it is revoked, is for `VerifyGrant` to say.
final class GatewayGrants implements Grants {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayGrants.class);

  private final GatewayClient client;
  private final GrantTexts texts;
  private final MessageTerms messageTerms;
  private final Signer serverKey;
  private final GrantPages pages;
  private final int unsignedMax;
  private final Remembered<GrantId, SignedGrant> remembered;
  private final Remembered<Address, List<SignedGrant>> lists;

  GatewayGrants(
      GatewayClient client,
      GrantTexts texts,
      MessageTerms messageTerms,
      Signer serverKey,
      Freshness freshness,
      Limits limits) {
    this.client = client;
    this.texts = texts;
    this.messageTerms = messageTerms;
    this.serverKey = serverKey;
    this.unsignedMax = limits.gatewayUnsignedMax();
    this.pages = new GrantPages(client, limits.gatewayPagesMax());
    this.remembered = new Remembered<>(freshness, GatewayGrants::bytes);
    this.lists = new Remembered<>(freshness, GatewayGrants::bytes);
  }

  /// The terms say what the message does, once more.
  private static int bytes(SignedGrant grant) {
    return 2 * grant.message().bytes();
  }

  private static int bytes(List<SignedGrant> grants) {
    return (int) Math.min(grants.stream().mapToLong(GatewayGrants::bytes).sum(), Integer.MAX_VALUE);
  }

  @Override
  public Optional<SignedGrant> find(GrantId id) {
    return remembered.find(id, () -> ask(id));
  }

  @Override
  public List<SignedGrant> grantedBy(Address grantor) {
    return lists.find(grantor, () -> Optional.of(askAll(grantor))).orElse(List.of());
  }

  @Override
  public List<SignedGrant> grantedTo(Address grantor, Address grantee) {
    return grantedBy(grantor).stream()
        .filter(grant -> grant.terms().grantee().equals(grantee))
        .toList();
  }

  @Override
  public GrantId create(GrantTerms terms, Builder grantee) {
    var grant =
        new GrantRegistration(terms.grantor(), grantee.id(), texts.format(terms), List.of());
    Answer answer =
        client.post(
            Map.of(
                "grantorAddress", grant.owner().value(),
                "granteeId", grant.granteeId().value(),
                "grant", grant.grant(),
                "fileIds", grant.fileIds()),
            serverKey.sign(grant),
            "grants");
    if (answer.isNotFound()) {
      throw new Problem.BuilderNotRegistered(grantee.address()).asException();
    }
    mustBeDone(answer, terms.grantor());
    GrantId id = answer.read(GatewayGrants::idIn);
    forget(id, terms.grantor());
    return id;
  }

  @Override
  public void revoke(GrantId id, Address grantor) {
    Answer answer =
        client.delete(
            Map.of("grantorAddress", grantor.value()),
            serverKey.sign(new GrantRevocation(grantor, id)),
            "grants",
            id.value());
    if (answer.isNotFound()) {
      throw new Problem.GrantNotFound(id).asException();
    }
    mustBeDone(answer, grantor);
    forget(id, grantor);
  }

  private void mustBeDone(Answer answer, Address grantor) {
    if (answer.isForbidden()) {
      throw new Problem.SignerNotAllowed(serverKey.address(), grantor).asException();
    }
    if (!answer.isDone()) {
      throw Unavailable.because("the gateway refused the grant: " + answer.status());
    }
  }

  private void forget(GrantId id, Address grantor) {
    remembered.forget(id);
    lists.forget(grantor);
  }

  /// At the top in the wild, below `data` in the specification.
  private static GrantId idIn(Answer answer) {
    return new GrantId(
        answer
            .body()
            .find("grantId", "id")
            .orElseGet(() -> answer.data().get("grantId", "id"))
            .text());
  }

  private Optional<SignedGrant> ask(GrantId id) {
    Answer answer = client.get("grants", id.value());
    return answer.isNotFound() ? Optional.empty() : answer.read(found -> grant(found, id));
  }

  private Optional<SignedGrant> grant(Answer answer, GrantId asked) {
    var item = new GrantItem(answer.data());
    if (!item.id().equals(asked)) {
      throw new IllegalArgumentException("the answer is about another grant");
    }
    Signature signature =
        answer
            .proof()
            .flatMap(proof -> proof.signature("userSignature"))
            .or(item::signature)
            .orElseThrow(() -> new IllegalArgumentException("the grant has no signature"));
    return grant(item, signature);
  }

  private Optional<SignedGrant> grant(GrantItem item, Signature signature) {
    GrantMessage message = item.message();
    return messageTerms.of(message).map(terms -> item.signed(message, terms, signature));
  }

  private List<SignedGrant> askAll(Address grantor) {
    List<GrantItem> items = pages.of(grantor);
    Set<GrantId> askedFor = unsigned(items);
    return items.stream()
        .filter(item -> item.signature().isPresent() || askedFor.contains(item.id()))
        .flatMap(item -> listed(item).stream())
        .filter(grant -> grant.message().owner().equals(grantor))
        .toList();
  }

  /// Those that are asked for by themselves, the newest of them.
  private Set<GrantId> unsigned(List<GrantItem> items) {
    List<GrantId> unsigned =
        items.stream().filter(item -> item.signature().isEmpty()).map(GrantItem::id).toList();
    if (unsigned.size() > unsignedMax) {
      LOG.warn(
          "the gateway lists {} grants without their signatures; only {} are looked at",
          unsigned.size(),
          unsignedMax);
    }
    return Set.copyOf(unsigned.subList(0, Math.min(unsigned.size(), unsignedMax)));
  }

  /// A list need not carry signatures; then the grant is asked for by itself.
  private Optional<SignedGrant> listed(GrantItem item) {
    return item.signature().isPresent()
        ? item.signature().flatMap(signature -> grant(item, signature))
        : find(item.id());
  }
}
