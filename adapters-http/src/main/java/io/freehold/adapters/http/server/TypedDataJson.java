package io.freehold.adapters.http.server;

import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.TypedField;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// A message in the form that wallets sign: the parameter of `eth_signTypedData_v4`.
final class TypedDataJson {
  private static final JsonArray DOMAIN_TYPE =
      new JsonArray()
          .add(member("name", "string"))
          .add(member("version", "string"))
          .add(member("chainId", "uint256"))
          .add(member("verifyingContract", "address"));

  private TypedDataJson() {}

  static JsonObject of(RegistryMessage message, ProtocolDomain domain) {
    return new JsonObject()
        .put(
            "types",
            new JsonObject()
                .put("EIP712Domain", DOMAIN_TYPE.copy())
                .put(message.primaryType(), type(message.fields())))
        .put("primaryType", message.primaryType())
        .put(
            "domain",
            new JsonObject()
                .put("name", ProtocolDomain.NAME)
                .put("version", ProtocolDomain.VERSION)
                .put("chainId", domain.chainId())
                .put("verifyingContract", domain.addressOf(message.contract()).value()))
        .put("message", values(message.fields()));
  }

  private static JsonArray type(List<TypedField> fields) {
    var members = new JsonArray();
    fields.forEach(field -> members.add(member(field.name(), field.type())));
    return members;
  }

  private static JsonObject member(String name, String type) {
    return new JsonObject().put("name", name).put("type", type);
  }

  private static JsonObject values(List<TypedField> fields) {
    var values = new JsonObject();
    fields.forEach(field ->
        values.put(
            field.name(),
            field.value() instanceof List<?> list ? new JsonArray(list) : field.value()));
    return values;
  }
}
