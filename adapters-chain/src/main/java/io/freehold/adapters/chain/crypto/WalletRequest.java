package io.freehold.adapters.chain.crypto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.freehold.domain.Address;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.TypedField;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// A registry message as JSON for a wallet to show and sign (`eth_signTypedData_v4`). Numbers of a
/// message are written as text, which wallets accept and JavaScript does not round.
public final class WalletRequest {
  private static final String DOMAIN = "EIP712Domain";

  private final ProtocolDomain domain;
  private final JsonFactory json = new JsonFactory();

  public WalletRequest(ProtocolDomain domain) {
    this.domain = domain;
  }

  public String json(RegistryMessage message) {
    var text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(text)) {
      out.writeStartObject();
      writeTypes(out, message);
      out.writeStringField("primaryType", message.primaryType());
      writeDomain(out, domain.addressOf(message.contract()));
      writeMessage(out, message.fields());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return text.toString();
  }

  private void writeTypes(JsonGenerator out, RegistryMessage message) throws IOException {
    out.writeObjectFieldStart("types");
    writeType(
        out,
        DOMAIN,
        TypedData.domainFields(domain.chainId(), domain.addressOf(message.contract())));
    writeType(out, message.primaryType(), message.fields());
    out.writeEndObject();
  }

  private static void writeType(JsonGenerator out, String name, List<TypedField> fields)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (TypedField field : fields) {
      out.writeStartObject();
      out.writeStringField("name", field.name());
      out.writeStringField("type", field.type());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeDomain(JsonGenerator out, Address contract) throws IOException {
    out.writeObjectFieldStart("domain");
    out.writeStringField("name", ProtocolDomain.NAME);
    out.writeStringField("version", ProtocolDomain.VERSION);
    out.writeNumberField("chainId", domain.chainId());
    out.writeStringField("verifyingContract", ChecksummedAddress.of(contract));
    out.writeEndObject();
  }

  private static void writeMessage(JsonGenerator out, List<TypedField> fields) throws IOException {
    out.writeObjectFieldStart("message");
    for (TypedField field : fields) {
      out.writeFieldName(field.name());
      writeValue(out, field);
    }
    out.writeEndObject();
  }

  private static void writeValue(JsonGenerator out, TypedField field) throws IOException {
    if (field.value() instanceof List<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        out.writeString((String) item);
      }
      out.writeEndArray();
    } else if (field.type().equals("address")) {
      out.writeString(ChecksummedAddress.of(new Address((String) field.value())));
    } else {
      out.writeString((String) field.value());
    }
  }
}
