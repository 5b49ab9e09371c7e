package io.freehold.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.config.ConfigLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path home;

  @Test
  void looksAtCertificatesInTheOrderAndByTheNamesOfTheListeners() {
    var environment = new HashMap<String, String>();
    environment.put("FREEHOLD_HOME", home.toString());
    for (String group : List.of("BLOBS", "CONSOLE", "GATEWAY", "RELAY", "SERVER")) {
      environment.put("FREEHOLD_" + group + "_TLS_CERTIFICATE", "missing.pem");
      environment.put("FREEHOLD_" + group + "_TLS_KEY", "missing.pem");
    }

    var checks = DoctorCommand.certificates(new ConfigLoader(environment).load(), Instant.EPOCH);

    assertThat(checks)
        .extracting(DoctorCommand.Check::name)
        .containsExactly("server tls", "gateway tls", "storage tls", "relay tls", "console tls");
    assertThat(checks.get(2).complaint()).contains("correct blobs.tls.certificate");
  }
}
