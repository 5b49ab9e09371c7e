package io.freehold.adapters.storage.ipfs;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Failures;
import io.freehold.adapters.storage.http.Request;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.Spooled;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/// A pinning service with Pinata's interface, read back through a gateway.
record ServicePins(Origin service, Secret jwt, Origin gateway, BackendHttp http) implements Pins {
  @Override
  public String place() {
    return service.value();
  }

  @Override
  public String add(Spooled blob) {
    Answer answer =
        http.ask(
            authorized(
                Multipart.post(
                    target("/pinning/pinFileToIPFS"),
                    Map.of("pinataOptions", "{\"cidVersion\":1}"),
                    blob)));
    mustBeGood(answer);
    return answer.json().path("IpfsHash").asText();
  }

  /// The gateway is not shown the credentials: it may be anybody's.
  @Override
  public InputStream read(Cid cid) {
    return http.download(
        Request.get(URI.create(gateway.value() + "/ipfs/" + cid)),
        answer -> Failures.ofStatus(gateway.host(), answer));
  }

  @Override
  public boolean isPinned(Cid cid) {
    Answer answer =
        http.ask(
            authorized(
                Request.get(
                    target("/data/pinList?status=pinned&pageLimit=10&hashContains=" + cid))));
    mustBeGood(answer);
    for (JsonNode row : answer.json().path("rows")) {
      if (row.path("ipfs_pin_hash").asText().equals(cid.value())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean unpin(Cid cid) {
    Answer answer = http.ask(authorized(Request.delete(target("/pinning/unpin/" + cid))));
    if (answer.status() == 404
        || !answer.isGood() && answer.text().toLowerCase(Locale.ROOT).contains("not_pinned")) {
      return false;
    }
    mustBeGood(answer);
    return true;
  }

  private void mustBeGood(Answer answer) {
    if (!answer.isGood()) {
      throw Failures.ofStatus(service.host(), answer).asException();
    }
  }

  private URI target(String path) {
    return URI.create(service.value() + path);
  }

  private Request authorized(Request request) {
    return request.with("authorization", "Bearer " + jwt.reveal());
  }
}
