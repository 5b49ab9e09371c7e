package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerRegistersServerIT {
  @TempDir private Path home;

  @Test
  void aServerSignsForItsOwnerOnceTheOwnersWalletRegisteredIt() {
    try (var server = RunningServer.at(home)) {
      server.registerBuilder(server.builder);
      String draft =
          "{\"granteeAddress\":\"%s\",\"scopes\":[\"instagram.profile\"]}"
              .formatted(server.builder.address());

      var refused = server.owner().post("/v1/grants", draft);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.errorCode()).isEqualTo("SERVER_NOT_REGISTERED");

      var shown =
          server.owner().get("/v1/server/registration").json().path("typedData").path("message");
      var registration = ShownRegistration.of(shown);
      String stranger = server.stranger().sign(registration).value();
      assertThat(
              server
                  .owner()
                  .post("/v1/server/registration", "{\"signature\":\"" + stranger + "\"}")
                  .status())
          .isEqualTo(403);
      String signature = server.owner.sign(registration).value();
      assertThat(
              server
                  .owner()
                  .post("/v1/server/registration", "{\"signature\":\"" + signature + "\"}")
                  .isSuccess())
          .isTrue();

      // A request that was refused is used as well; another nonce makes it another request.
      var granted = server.owner().post("/v1/grants", draft.replace("}", ",\"nonce\":1}"));
      assertThat(granted.status()).isEqualTo(201);
      assertThat(
              server
                  .gateway()
                  .get("/v1/servers/" + server.owner.address())
                  .json()
                  .path("data")
                  .path("serverUrl")
                  .asText())
          .isEqualTo(shown.path("serverUrl").asText());
    }
  }
}
