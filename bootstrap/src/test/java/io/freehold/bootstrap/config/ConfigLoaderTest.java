package io.freehold.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.Limits;
import io.freehold.domain.Address;
import io.freehold.domain.blob.ServedOwners;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.schema.SchemaPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();

  private ServerConfig load() {
    environment.putIfAbsent("FREEHOLD_HOME", home.toString());
    return new ConfigLoader(environment).load();
  }

  private void write(String json) throws IOException {
    Files.writeString(home.resolve("server.json"), json);
  }

  @Test
  void hasTheDocumentedDefaults() {
    ServerConfig config = load();

    assertThat(config.server())
        .isEqualTo(new ServerConfig.Listener("0.0.0.0", 8080, List.of(), Optional.empty()));
    assertThat(config.console().listener())
        .isEqualTo(new ServerConfig.Listener("127.0.0.1", 8090, List.of(), Optional.empty()));
    assertThat(config.console().enabled()).isTrue();
    assertThat(config.gateway().remote()).isEmpty();
    assertThat(config.gateway().listener())
        .isEqualTo(new ServerConfig.Listener("127.0.0.1", 8081, List.of(), Optional.empty()));
    assertThat(config.gateway().domain().chainId()).isEqualTo(14800);
    assertThat(config.blobs().enabled()).isTrue();
    assertThat(config.blobs().listener())
        .isEqualTo(new ServerConfig.Listener("127.0.0.1", 8083, List.of(), Optional.empty()));
    assertThat(config.blobs().origin()).isEmpty();
    assertThat(config.blobs().owners()).isEqualTo(ServedOwners.OWN_ALONE);
    assertThat(config.relay())
        .isEqualTo(
            new ServerConfig.Relay(
                true,
                new ServerConfig.Listener("127.0.0.1", 8082, List.of(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(config.schemaPolicy()).isEqualTo(SchemaPolicy.STRICT);
    assertThat(config.grants())
        .isEqualTo(new ServerConfig.Freshness(Duration.ofSeconds(10), false));
    assertThat(config.storage().backend()).isEqualTo("local-only");
    assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(config.listsGrantedOnly()).isTrue();
    assertThat(config.singleUse()).isEqualTo(SingleUse.WRITES);
    assertThat(config.egressAllowsLoopback()).isFalse();
    assertThat(config.accessLogKeptDays()).isEmpty();
  }

  @Test
  void keepsTheAccessLogForAsLongAsTheOwnerSays() {
    environment.put("FREEHOLD_ACCESS_LOG_KEPT_DAYS", "365");

    assertThat(load().accessLogKeptDays()).contains(365);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "365d", "99999999999"})
  void refusesToKeepTheAccessLogForNoTime(String days) {
    environment.put("FREEHOLD_ACCESS_LOG_KEPT_DAYS", days);

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("accessLog.keptDays")
        .hasMessageContaining("a number of days, 1 or more");
  }

  @Test
  void leavesTheOtherRolesToTheNetworkInTheProfileVana() {
    environment.put("FREEHOLD_PROFILE", "vana");

    ServerConfig config = load();

    assertThat(config.gateway().remote().map(Object::toString))
        .contains("https://data-gateway.vana.org");
    assertThat(config.relay().enabled()).isFalse();
    assertThat(config.relay().url().map(Object::toString))
        .contains("https://session-relay.vana.org");
    assertThat(config.blobs().enabled()).isFalse();
    assertThat(config.storage().backend()).isEqualTo("local-only");
    assertThat(config.storage().config()).containsEntry("vana.url", "https://storage.vana.org");
  }

  @Test
  void letsEverySettingWinOverItsProfile() {
    environment.put("FREEHOLD_PROFILE", "vana");
    environment.put("FREEHOLD_GATEWAY_URL", "https://gateway.example.com");
    environment.put("FREEHOLD_BLOBS_ENABLED", "true");

    ServerConfig config = load();

    assertThat(config.gateway().remote().map(Object::toString))
        .contains("https://gateway.example.com");
    assertThat(config.blobs().enabled()).isTrue();
    assertThat(new ConfigLoader(environment).withProfile("standalone").load().relay().enabled())
        .isTrue();
  }

  @Test
  void namesTheProfilesThereAre() {
    environment.put("FREEHOLD_PROFILE", "moon");

    assertThatThrownBy(this::load).hasMessageContaining("standalone or vana");
  }

  @Test
  void speaksToThisMachineOnRequestOnly() throws IOException {
    write("{\"egress\":{\"allowLoopback\":true}}");

    assertThat(load().egressAllowsLoopback()).isTrue();
  }

  @Test
  void prefersTheEnvironmentToTheFileAndTheFileToTheDefaults() throws IOException {
    write("{\"server\":{\"port\":9000,\"host\":\"127.0.0.1\"}}");
    environment.put("FREEHOLD_SERVER_PORT", "9001");

    assertThat(load().server())
        .isEqualTo(new ServerConfig.Listener("127.0.0.1", 9001, List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "server.port, FREEHOLD_SERVER_PORT",
    "egress.allowLoopback, FREEHOLD_EGRESS_ALLOW_LOOPBACK",
    "gateway.contracts.dataRegistry, FREEHOLD_GATEWAY_CONTRACTS_DATA_REGISTRY",
    "limits.ingestBytesMax, FREEHOLD_LIMITS_INGEST_BYTES_MAX",
    "gateway.contracts.permissionsV2, FREEHOLD_GATEWAY_CONTRACTS_PERMISSIONS_V2",
    "storage.config.s3.bucket, FREEHOLD_STORAGE_CONFIG_S3_BUCKET",
    "storage.config.ipfs.pinning.jwtFile, FREEHOLD_STORAGE_CONFIG_IPFS_PINNING_JWT_FILE"
  })
  void namesSettingsInTheEnvironmentByOneRule(String path, String name) {
    assertThat(SettingsTable.environmentName(path)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"server\":{\"prot\":1}}', server.prot, server.port",
    "'{\"schema\":{\"policy\":\"off\"}}', schema.policy, schemas.policy",
    "'{\"limits\":{\"ingestBytesMaximum\":5}}', limits.ingestBytesMaximum, limits.ingestBytesMax",
    "'{\"port\":1}', port, server.port",
    "'{\"storage\":{\"config\":{\"s3\":{\"buket\":\"b\"}}}}', storage.config.s3.buket, storage.config.s3.bucket"
  })
  void refusesAnUnknownKeyAndSuggestsTheRightOne(String json, String written, String suggested)
      throws IOException {
    write(json);

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("'" + written + "'")
        .hasMessageContaining("'" + suggested + "'");
  }

  @Test
  void acceptsTheProtocolsOwnFile() throws IOException {
    write(
        """
        {
          "version": "1.0",
          "server": {
            "address": "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
            "url": "https://user-abc.server.example.com",
            "capabilities": { "mcp": true, "compute": true }
          },
          "storage": { "backend": "local-only", "config": {}, "oauth": { "gdrive": { "accessToken": "x" } } },
          "sync": { "lastProcessedTimestamp": "2026-01-21T10:00:00Z" }
        }
        """);

    assertThat(load().origin()).contains(new Origin("https://user-abc.server.example.com"));
  }

  @Test
  void prefersItsOwnNameForTheOriginToTheProtocols() throws IOException {
    for (String server :
        List.of(
            "{'url':'https://a.example','origin':'https://b.example'}",
            "{'origin':'https://b.example','url':'https://a.example'}")) {
      write("{'server':%s}".formatted(server).replace('\'', '"'));
      assertThat(load().origin()).contains(new Origin("https://b.example"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"servre\":{}}', servre",
    "'{\"server\":{\"tsl\":{}}}', server.tsl",
    "'{\"hosts\":[]}', hosts",
    "'{\"storage\":{\"config\":{\"s4\":{}}}}', storage.config.s4"
  })
  void refusesWhatIsUnknownAlsoWhereItIsEmpty(String json, String written) throws IOException {
    write(json);

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("'" + written + "'");
  }

  @Test
  void acceptsGroupsThatAreEmpty() throws IOException {
    write(
        "{'server':{'tls':{},'capabilities':{}},'limits':{},'storage':{'oauth':{'gdrive':{}}}}"
            .replace('\'', '"'));

    assertThat(load().server().port()).isEqualTo(8080);
  }

  @Test
  void neverWritesTheFile() throws IOException {
    write("{ \"server\" :{ \"port\" : 9000 }}\n");
    Path file = home.resolve("server.json");
    FileTime before = Files.getLastModifiedTime(file);
    String text = Files.readString(file);

    load();

    assertThat(Files.readString(file)).isEqualTo(text);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
    assertThat(Files.list(home)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "FREEHOLD_SERVER_PORT, 65536, port",
    "FREEHOLD_SERVER_PORT, -1, port",
    "FREEHOLD_SERVER_PORT, http, port",
    "FREEHOLD_SCHEMAS_POLICY, loose, 'strict, warn or off'",
    "FREEHOLD_GRANTS_STALE_IF_ERROR, yes, true or false",
    "FREEHOLD_GRANTS_MAX_AGE_SECONDS, soon, a time",
    "FREEHOLD_GATEWAY_MODE, remote, gateway.url",
    "FREEHOLD_GATEWAY_MODE, both, embedded or remote",
    "FREEHOLD_BLOBS_OWNERS, alice, addresses",
    "FREEHOLD_LIMITS_PAGE_SIZE_MAX, many, whole number"
  })
  void saysWhichSettingIsWrongAndWhatWouldBeRight(String name, String value, String expected) {
    environment.put(name, value);

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(expected);
  }

  @Test
  void letsEveryRoleHaveAnyPortWhereTheServerHas() {
    environment.put("FREEHOLD_SERVER_PORT", "0");
    ServerConfig config = load();
    assertThat(config.gateway().listener().port()).isZero();
    assertThat(config.console().listener().port()).isZero();
    assertThat(config.relay().listener().port()).isZero();
    assertThat(config.blobs().listener().port()).isZero();

    environment.put("FREEHOLD_BLOBS_PORT", "9083");
    assertThat(load().blobs().listener().port()).isEqualTo(9083);
  }

  @Test
  void knowsTheDatabaseOfTheRelay() throws IOException {
    Files.writeString(home.resolve("relay.password"), "hunter2\n");
    write(
        """
        {"relay":{"url":"https://relay.example.com","database":{
          "url":"postgresql://relay@db.example.com/relay","passwordFile":"relay.password"}}}
        """);

    ServerConfig.Relay relay = load().relay();

    assertThat(relay.url()).contains(new Origin("https://relay.example.com"));
    ServerConfig.Database database = relay.database().orElseThrow();
    assertThat(database.url()).isEqualTo("postgresql://relay@db.example.com/relay");
    assertThat(database.password().orElseThrow().reveal()).isEqualTo("hunter2");
    assertThat(database.tls()).isTrue();
    assertThat(relay.toString()).doesNotContain("hunter2");
  }

  @Test
  void wantsTlsToADatabaseOnAnotherMachine() {
    environment.put("FREEHOLD_RELAY_DATABASE_URL", "postgresql://relay@localhost/relay");
    assertThat(load().relay().database().orElseThrow().tls()).isFalse();

    environment.put("FREEHOLD_RELAY_DATABASE_URL", "postgresql://relay@db.example.com/relay");
    environment.put("FREEHOLD_RELAY_DATABASE_TLS", "false");
    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("tls.allowPlainHttp");

    environment.put("FREEHOLD_TLS_ALLOW_PLAIN_HTTP", "true");
    assertThat(load().relay().database().orElseThrow().tls()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://relay:hunter2@db.example.com/relay",
        "mysql://relay@db.example.com/relay",
        "jdbc:postgresql://db.example.com/relay",
        "db.example.com",
        "postgresql:relay"
      })
  void refusesWhatIsNoDatabaseOrTellsItsPassword(String url) {
    environment.put("FREEHOLD_RELAY_DATABASE_URL", url);

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("relay.database")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void knowsForWhomBlobsAreKept() {
    String one = "0x" + "11".repeat(20);
    String two = "0x" + "22".repeat(20);
    environment.put("FREEHOLD_BLOBS_OWNERS", one + ", " + two);
    assertThat(load().blobs().owners())
        .isEqualTo(new ServedOwners(false, Set.of(new Address(one), new Address(two))));

    environment.put("FREEHOLD_BLOBS_OWNERS", "*");
    assertThat(load().blobs().owners()).isEqualTo(new ServedOwners(true, Set.of()));
  }

  @Test
  void refusesAFileThatIsNotJsonAndNamesTheLine() throws IOException {
    write("{\n \"server\": {\n  port: 1\n}}");

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("line 3");
  }

  @Test
  void refusesADuplicateKey() throws IOException {
    write("{\"server\":{\"port\":1,\"port\":2}}");

    assertThatThrownBy(this::load).isInstanceOf(InvalidSettings.class);
  }

  /// Settings that cannot be read are not the same as settings that are not there.
  @Test
  void refusesSettingsItCannotRead() throws IOException {
    environment.put("FREEHOLD_HOME", Files.writeString(home.resolve("no-folder"), "").toString());

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("cannot read");
  }

  @Test
  void setsEachLimitByItsName() throws IOException {
    write("{\"limits\":{\"ingestBytesMax\":1000,\"gatewayTimeout\":\"250ms\"}}");
    environment.put("FREEHOLD_LIMITS_PAGE_SIZE_MAX", "7");

    Limits limits = load().limits();

    assertThat(limits.ingestBytesMax()).isEqualTo(1000);
    assertThat(limits.gatewayTimeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(limits.pageSizeMax()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "limits.readersMax, 0",
    "limits.gatewayTimeout, 0s",
    "limits.idempotencyKept, -PT1S",
    "limits.signerBurst, 3000000000",
    "limits.pageOffsetMax, -1",
  })
  void refusesALimitThatIsNoneByItsName(String path, String value) {
    environment.put(SettingsTable.environmentName(path), value);

    assertThatThrownBy(this::load).isInstanceOf(InvalidSettings.class).hasMessageContaining(path);
  }

  @Test
  void pointsSignaturesAtTheConfiguredChain() {
    environment.put("FREEHOLD_GATEWAY_CHAIN_ID", "1480");
    environment.put("FREEHOLD_GATEWAY_CONTRACTS_SERVERS", "0x" + "11".repeat(20));

    var domain = load().gateway().domain();

    assertThat(domain.chainId()).isEqualTo(1480);
    assertThat(domain.addressOf(Contract.SERVERS)).isEqualTo(new Address("0x" + "11".repeat(20)));
  }

  @Test
  void takesTheMasterKeySignatureFromTheEnvironmentOrAFileAndNeverShowsIt() throws IOException {
    Path file = Files.writeString(home.resolve("signature"), "0xabc\n");
    environment.put("FREEHOLD_OWNER_MASTER_KEY_FILE", file.toString());
    assertThat(load().masterKeySignature().orElseThrow().reveal()).isEqualTo("0xabc");

    environment.put("FREEHOLD_OWNER_MASTER_KEY_FILE", "signature");
    assertThat(load().masterKeySignature().orElseThrow().reveal()).isEqualTo("0xabc");

    environment.put("VANA_MASTER_KEY_SIGNATURE", "0xdef");
    assertThat(load().masterKeySignature().orElseThrow().reveal()).isEqualTo("0xdef");
    assertThat(load().toString()).doesNotContain("0xdef");
  }

  @Test
  void knowsTheFileThatOpensTheSealedMasterKeyWithoutReadingIt() {
    assertThat(load().sealingKeyFile()).isEmpty();

    environment.put("FREEHOLD_OWNER_SEALING_KEY_FILE", "/run/credentials/freehold");
    assertThat(load().sealingKeyFile()).contains(Path.of("/run/credentials/freehold"));

    environment.put("FREEHOLD_OWNER_SEALING_KEY_FILE", "sealing.key");
    environment.put("FREEHOLD_OWNER_PASSPHRASE_FILE", "/run/credentials/passphrase");
    assertThat(load().sealingKeyFile()).contains(home.resolve("sealing.key"));
    assertThat(new ConfigLoader(environment).strayVariables()).isEmpty();
  }

  @Test
  void takesTheSettingsOfStorageBackendsFromTheFileAndTheEnvironment() throws IOException {
    write(
        """
        {"storage":{"backend":"s3","config":{"s3":{"bucket":"mine","pathStyle":true},"ipfs":{"pinning":{"url":"https://api.example.org"}}}}}
        """);
    environment.put("FREEHOLD_STORAGE_CONFIG_S3_BUCKET", "yours");
    environment.put("FREEHOLD_STORAGE_CONFIG_S3_ACCESS_KEY_ID", "id");

    ServerConfig.Storage storage = load().storage();

    assertThat(storage.backend()).isEqualTo("s3");
    assertThat(storage.config())
        .containsOnly(
            Map.entry("s3.bucket", "yours"),
            Map.entry("s3.pathStyle", "true"),
            Map.entry("s3.accessKeyId", "id"),
            Map.entry("ipfs.pinning.url", "https://api.example.org"));
  }

  @Test
  void takesTheSecretsOfStorageBackendsFromFilesAndNeverShowsThem() throws IOException {
    Files.writeString(home.resolve("s3.secret"), "s3cr3t\n");
    environment.put("FREEHOLD_STORAGE_CONFIG_S3_SECRET_ACCESS_KEY_FILE", "s3.secret");
    assertThat(load().storage().config()).containsEntry("s3.secretAccessKey", "s3cr3t");

    environment.put("FREEHOLD_STORAGE_CONFIG_S3_SECRET_ACCESS_KEY", "0th3r");
    assertThat(load().storage().config()).containsEntry("s3.secretAccessKey", "0th3r");
    assertThat(load().toString()).contains("s3.secretAccessKey").doesNotContain("0th3r");

    environment.remove("FREEHOLD_STORAGE_CONFIG_S3_SECRET_ACCESS_KEY");
    environment.put("FREEHOLD_STORAGE_CONFIG_S3_SECRET_ACCESS_KEY_FILE", "nowhere");
    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("storage.config.s3.secretAccessKeyFile");
  }

  @Test
  void findsTheFilesOfTlsInTheHomeOrWhereverTheyAre() throws IOException {
    write(
        """
        {"server":{"tls":{"certificate":"server.crt","key":"/etc/keys/server.key"},"hosts":["Freehold.lan"]}}
        """);

    ServerConfig.Listener server = load().server();

    assertThat(server.hosts()).containsExactly("freehold.lan");
    assertThat(server.tls())
        .contains(
            new ServerConfig.Tls(
                home.resolve("server.crt"), Path.of("/etc/keys/server.key"), List.of("TLSv1.3")));
    assertThat(load().console().listener().tls()).isEmpty();
    assertThat(load().gateway().listener().tls()).isEmpty();
  }

  @Test
  void takesAnOlderVersionOfTlsOnlyWhereItIsNamed() {
    environment.put("FREEHOLD_GATEWAY_TLS_CERTIFICATE", "g.crt");
    environment.put("FREEHOLD_GATEWAY_TLS_KEY", "g.key");
    environment.put("FREEHOLD_TLS_VERSIONS", "TLSv1.3,TLSv1.2");
    assertThat(load().gateway().listener().tls().orElseThrow().versions())
        .containsExactly("TLSv1.3", "TLSv1.2");

    environment.put("FREEHOLD_TLS_VERSIONS", "TLSv1.1");

    assertThatThrownBy(this::load).hasMessageContaining("tls.versions");
  }

  @Test
  void wantsACertificateAndItsKeyOrNeither() {
    environment.put("FREEHOLD_CONSOLE_TLS_KEY", "console.key");

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("console.tls.certificate");
  }

  /// Threat T64.
  @ParameterizedTest
  @CsvSource({
    "FREEHOLD_SERVER_ORIGIN, http://ps.example.com",
    "FREEHOLD_SERVER_ORIGIN, http://192.168.1.7:8080",
    "FREEHOLD_SERVER_ORIGINS, http://localhost.example.com",
    "FREEHOLD_GATEWAY_URL, http://gateway.example.com",
    "FREEHOLD_RELAY_ORIGIN, http://relay.example.com",
    "FREEHOLD_RELAY_URL, http://relay.example.com",
    "FREEHOLD_BLOBS_ORIGIN, http://blobs.example.com"
  })
  void refusesPlainHttpToOtherMachinesUnlessItIsAllowed(String name, String origin) {
    environment.put(name, origin);
    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("tls.allowPlainHttp");

    environment.put("FREEHOLD_TLS_ALLOW_PLAIN_HTTP", "true");
    load();
    environment.remove("FREEHOLD_TLS_ALLOW_PLAIN_HTTP");

    for (String safe : List.of("http://localhost:1", "http://127.0.0.1:1", "https://a.example")) {
      environment.put(name, safe);
      load();
    }
  }

  @Test
  void findsTheHome() {
    assertThat(new ConfigLoader(Map.of("PERSONAL_SERVER_ROOT_PATH", "/srv/vana")).home())
        .isEqualTo(Path.of("/srv/vana"));
    assertThat(
            new ConfigLoader(
                    Map.of("FREEHOLD_HOME", "/a", "PERSONAL_SERVER_ROOT_PATH", "/srv/vana"))
                .home())
        .isEqualTo(Path.of("/a"));
    assertThat(
            new ConfigLoader(Map.of("FREEHOLD_HOME", " ", "PERSONAL_SERVER_ROOT_PATH", "/srv/vana"))
                .home())
        .isEqualTo(Path.of("/srv/vana"));
    assertThat(new ConfigLoader(Map.of()).home().getFileName()).isEqualTo(Path.of(".vana"));
  }

  @Test
  void noticesVariablesThatLookLikeSettingsAndAreNone() {
    environment.put("FREEHOLD_SERVER_PROT", "1");
    environment.put("FREEHOLD_TOKEN", "x");

    assertThat(new ConfigLoader(environment).strayVariables())
        .containsExactly("FREEHOLD_SERVER_PROT");
  }
}
