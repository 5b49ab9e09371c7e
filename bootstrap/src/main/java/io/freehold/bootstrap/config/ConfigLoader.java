package io.freehold.bootstrap.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.adapters.storage.StorageAdapter;
import io.freehold.application.Limits;
import io.freehold.bootstrap.config.SettingValues.Found;
import io.freehold.domain.Address;
import io.freehold.domain.blob.ServedOwners;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.schema.SchemaPolicy;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Makes a `ServerConfig` of defaults, `<home>/server.json` and the environment, the later ones
/// winning. Unknown members of the file are refused with a suggestion; nothing is ever written.
public final class ConfigLoader {
  private static final String DATABASE_URL =
      "a database is named like postgresql://user@host:5432/database";

  private static final int SERVER_PORT = 8080;

  private final Map<String, String> environment;

  public ConfigLoader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// The process's own environment.
  public static ConfigLoader ofThisProcess() {
    return new ConfigLoader(System.getenv());
  }

  /// The same settings under another profile, as the command line can name one.
  public ConfigLoader withProfile(String name) {
    var changed = new HashMap<>(environment);
    changed.put(SettingsTable.environmentName("profile"), name);
    return new ConfigLoader(changed);
  }

  /// `FREEHOLD_HOME`, else `PERSONAL_SERVER_ROOT_PATH`, else `~/.vana`.
  public Path home() {
    return environment("FREEHOLD_HOME")
        .or(() -> environment("PERSONAL_SERVER_ROOT_PATH"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".vana"))
        .toAbsolutePath()
        .normalize();
  }

  public Optional<String> environment(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  /// Environment variables that look like settings of Freehold and are none.
  public List<String> strayVariables() {
    var known =
        SettingsTable.paths().map(SettingsTable::environmentName).collect(Collectors.toSet());
    var others =
        List.of(
            "FREEHOLD_HOME",
            "FREEHOLD_TOKEN",
            "FREEHOLD_URL",
            "FREEHOLD_GATEWAY",
            "FREEHOLD_CA",
            "FREEHOLD_PASSPHRASE",
            "FREEHOLD_OWNER_PASSPHRASE_FILE",
            "FREEHOLD_NO_BUILD",
            "FREEHOLD_JAVA_OPTS");
    return environment.keySet().stream()
        .filter(name -> name.startsWith("FREEHOLD_"))
        .filter(name -> !known.contains(name) && !others.contains(name))
        .sorted()
        .toList();
  }

  public ServerConfig load() {
    Path home = home();
    var values = new TreeMap<String, Found>();
    readFile(home.resolve("server.json"), values);
    readEnvironment(values);
    Profile.of(new SettingValues(values)).addTo(values);
    return config(home, new SettingValues(values));
  }

  private void readEnvironment(Map<String, Found> values) {
    environment("VANA_MASTER_KEY_SIGNATURE")
        .ifPresent(text ->
            values.put("owner.masterKeySignature", new Found(text, "VANA_MASTER_KEY_SIGNATURE")));
    SettingsTable.paths()
        .forEach(path -> {
          String name = SettingsTable.environmentName(path);
          environment(name).ifPresent(text -> values.put(path, new Found(text.strip(), name)));
        });
  }

  private static void readFile(Path file, Map<String, Found> values) {
    try {
      byte[] text = Files.readAllBytes(file);
      JsonNode root =
          JsonMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build()
              .readTree(text);
      if (!root.isObject()) {
        throw new InvalidSettings(file + " must hold a JSON object");
      }
      collect("", root, file.toString(), values);
    } catch (NoSuchFileException e) {
      return;
    } catch (JsonProcessingException e) {
      throw new InvalidSettings(
          "%s is not JSON: line %d: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new InvalidSettings("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void collect(
      String prefix, JsonNode node, String place, Map<String, Found> values) {
    node.properties()
        .forEach(member -> {
          String path = prefix + member.getKey();
          JsonNode value = member.getValue();
          if (SettingsTable.paths().anyMatch(path::equals)) {
            values.put(path, new Found(text(value), place));
          } else if (path.equals(SettingsTable.ORIGIN_IN_THE_PROTOCOL)) {
            values.putIfAbsent(SettingsTable.ORIGIN, new Found(text(value), place));
          } else if (value.isObject() && (!value.isEmpty() || SettingsTable.isGroup(path))) {
            collect(path + ".", value, place, values);
          } else if (!SettingsTable.isTolerated(path)) {
            throw unknown(path, place);
          }
        });
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(","))
        : value.isNull() ? "" : value.asText();
  }

  private static InvalidSettings unknown(String path, String place) {
    return new InvalidSettings(
        "unknown setting '%s' in %s%s"
            .formatted(
                path,
                place,
                SettingsTable.resembling(path)
                    .map(known -> "; did you mean '" + known + "'?")
                    .orElse("")));
  }

  private static ServerConfig config(Path home, SettingValues values) {
    return new ServerConfig(
        home,
        listener(home, values, "server", "0.0.0.0", SERVER_PORT),
        values.text(SettingsTable.ORIGIN).map(text -> origin(values, SettingsTable.ORIGIN, text)),
        values.list("server.origins").stream()
            .map(text -> origin(values, "server.origins", text))
            .toList(),
        values.list("server.trustedProxies"),
        new ServerConfig.Console(
            values.flag("console.enabled", true),
            listener(home, values, "console", "127.0.0.1", portBesideTheServer(values, 8090))),
        gateway(home, values),
        blobs(home, values),
        relay(home, values),
        storage(home, values),
        new ServerConfig.Sync(
            values.flag("sync.enabled", true),
            values.duration("sync.intervalSeconds", Duration.ofSeconds(60))),
        masterKeySignature(home, values),
        values.text("owner.sealingKeyFile").map(home::resolve),
        values.read(
            "schemas.policy",
            SchemaPolicy.STRICT,
            "strict, warn or off",
            text -> SchemaPolicy.valueOf(text.toUpperCase(Locale.ROOT))),
        new ServerConfig.Freshness(
            values.duration("grants.maxAgeSeconds", Duration.ofSeconds(10)),
            values.flag("grants.staleIfError", false)),
        values.flag("listing.grantedOnly", true),
        values.read(
            "auth.singleUse",
            SingleUse.WRITES,
            "writes or all",
            text -> SingleUse.valueOf(text.toUpperCase(Locale.ROOT))),
        values.flag("auth.pathOnlySelection", false),
        values.flag("egress.allowLoopback", false),
        values.flag("connect.strictManifests", false),
        values.read(
            "accessLog.keptDays",
            Optional.empty(),
            "a number of days, 1 or more",
            ConfigLoader::keptDays),
        values.read("log.level", "info", "error, warn, info or debug", ConfigLoader::logLevel),
        limits(values));
  }

  private static Optional<Integer> keptDays(String text) {
    int days = Integer.parseInt(text);
    if (days < 1) {
      throw new IllegalArgumentException();
    }
    return Optional.of(days);
  }

  private static String logLevel(String text) {
    if (!List.of("error", "warn", "info", "debug").contains(text)) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static ServerConfig.Listener listener(
      Path home, SettingValues values, String role, String host, int port) {
    return new ServerConfig.Listener(
        values.text(role + ".host", host),
        values.port(role + ".port", port),
        values.list(role + ".hosts").stream().map(ConfigLoader::hostName).toList(),
        tls(home, values, role));
  }

  private static String hostName(String text) {
    return new Origin("http://" + text).value().substring("http://".length());
  }

  private static Optional<ServerConfig.Tls> tls(Path home, SettingValues values, String role) {
    Optional<String> certificate = values.text(role + ".tls.certificate");
    Optional<String> key = values.text(role + ".tls.key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new InvalidSettings(
          "%s.tls.certificate and %s.tls.key must be set together or not at all"
              .formatted(role, role));
    }
    return certificate.map(file ->
        new ServerConfig.Tls(
            home.resolve(file), home.resolve(key.orElseThrow()), tlsVersions(values)));
  }

  private static List<String> tlsVersions(SettingValues values) {
    List<String> versions = values.list("tls.versions");
    if (!List.of("TLSv1.3", "TLSv1.2").containsAll(versions)) {
      throw new InvalidSettings("tls.versions must be TLSv1.3, or TLSv1.3,TLSv1.2");
    }
    return versions.isEmpty() ? List.of("TLSv1.3") : versions;
  }

  /// What is signed for an origin of plain HTTP, and the data that is answered, can be read and
  /// kept by everybody in between. To this machine there is nobody in between (threat T64).
  private static Origin origin(SettingValues values, String path, String text) {
    var origin = new Origin(text);
    boolean isSafe = origin.isSecure() || origin.isLoopback();
    if (!isSafe && !values.flag("tls.allowPlainHttp", false)) {
      throw new InvalidSettings(
          "%s: %s is plain HTTP, which everybody on the way can read: use https:// (server.tls.certificate and server.tls.key, or a proxy that speaks TLS), or set tls.allowPlainHttp for a network that is yours alone"
              .formatted(path, origin));
    }
    return origin;
  }

  private static ServerConfig.Gateway gateway(Path home, SettingValues values) {
    String mode = values.text("gateway.mode", "embedded");
    Optional<URI> url =
        values
            .text("gateway.url")
            .map(text -> URI.create(origin(values, "gateway.url", text).value()));
    if (mode.equals("remote") && url.isEmpty()) {
      throw new InvalidSettings("gateway.mode remote needs gateway.url, the gateway's origin");
    }
    if (!mode.equals("remote") && !mode.equals("embedded")) {
      throw new InvalidSettings("gateway.mode must be embedded or remote, not '" + mode + "'");
    }
    return new ServerConfig.Gateway(
        url.filter(_ -> mode.equals("remote")),
        listener(home, values, "gateway", "127.0.0.1", portBesideTheServer(values, 8081)),
        domain(values));
  }

  /// Who lets the server choose any port does not want a fixed one for the other roles either.
  private static int portBesideTheServer(SettingValues values, int usual) {
    return values.port("server.port", SERVER_PORT) == 0 ? 0 : usual;
  }

  private static ServerConfig.Blobs blobs(Path home, SettingValues values) {
    return new ServerConfig.Blobs(
        values.flag("blobs.enabled", true),
        listener(home, values, "blobs", "127.0.0.1", portBesideTheServer(values, 8083)),
        values.text("blobs.origin").map(text -> origin(values, "blobs.origin", text)),
        values.read(
            "blobs.owners",
            ServedOwners.OWN_ALONE,
            "addresses separated by commas, or *",
            ConfigLoader::owners));
  }

  private static ServerConfig.Relay relay(Path home, SettingValues values) {
    return new ServerConfig.Relay(
        values.flag("relay.enabled", true),
        listener(home, values, "relay", "127.0.0.1", portBesideTheServer(values, 8082)),
        values.text("relay.origin").map(text -> origin(values, "relay.origin", text)),
        values.text("relay.database.url").map(url -> database(home, values, url)),
        values.text("relay.url").map(text -> origin(values, "relay.url", text)));
  }

  /// A password in the URL would be seen wherever settings are shown.
  private static ServerConfig.Database database(Path home, SettingValues values, String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettings("relay.database.url: " + DATABASE_URL, e);
    }
    boolean isPostgres =
        uri.getHost() != null
            && Optional.ofNullable(uri.getScheme()).orElse("").matches("postgres(ql)?");
    if (!isPostgres) {
      throw new InvalidSettings("relay.database.url: " + DATABASE_URL);
    }
    if (Optional.ofNullable(uri.getRawUserInfo()).orElse("").contains(":")) {
      throw new InvalidSettings(
          "relay.database.url is shown in many places: put the password into a file that"
              + " relay.database.passwordFile names");
    }
    boolean isHere = List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
    boolean tls = values.flag("relay.database.tls", !isHere);
    if (!tls && !isHere && !values.flag("tls.allowPlainHttp", false)) {
      throw new InvalidSettings(
          "relay.database.tls is false, and "
              + uri.getHost()
              + " is another machine: everybody on the way could read sessions; leave it true, or set"
              + " tls.allowPlainHttp for a network that is yours alone");
    }
    return new ServerConfig.Database(
        url,
        values
            .text("relay.database.passwordFile")
            .map(file -> readSecret("relay.database.passwordFile", home.resolve(file))),
        tls,
        values.text("relay.database.trusted").map(home::resolve));
  }

  private static ServedOwners owners(String text) {
    return text.strip().equals("*")
        ? new ServedOwners(true, Set.of())
        : new ServedOwners(
            false,
            Arrays.stream(text.split(","))
                .map(String::strip)
                .map(Address::new)
                .collect(Collectors.toSet()));
  }

  private static ProtocolDomain domain(SettingValues values) {
    var contracts = new EnumMap<Contract, Address>(ProtocolDomain.MOKSHA.contracts());
    Map.of(
            "dataRegistry", Contract.DATA_REGISTRY,
            "permissions", Contract.PERMISSIONS,
            "permissionsV2", Contract.PERMISSIONS_V2,
            "servers", Contract.SERVERS,
            "grantees", Contract.GRANTEES)
        .forEach((name, contract) ->
            contracts.put(
                contract,
                values.read(
                    "gateway.contracts." + name,
                    ProtocolDomain.MOKSHA.addressOf(contract),
                    "an address",
                    Address::new)));
    return new ProtocolDomain(
        values.number("gateway.chainId", ProtocolDomain.MOKSHA.chainId()), contracts);
  }

  private static Optional<Secret> masterKeySignature(Path home, SettingValues values) {
    return values
        .secret("owner.masterKeySignature")
        .or(() ->
            values
                .text("owner.masterKeyFile")
                .map(file -> readSecret("owner.masterKeyFile", home.resolve(file))));
  }

  private static Secret readSecret(String path, Path file) {
    try {
      return new Secret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new InvalidSettings(path + ": cannot read " + file, e);
    }
  }

  private static ServerConfig.Storage storage(Path home, SettingValues values) {
    var config = new TreeMap<String, String>();
    StorageAdapter.settingNames()
        .forEach(name ->
            values.text(SettingsTable.STORAGE + name).ifPresent(text -> config.put(name, text)));
    StorageAdapter.secretNames()
        .forEach(name -> {
          String path = SettingsTable.fileOf(name);
          values
              .text(path)
              .map(file -> readSecret(path, home.resolve(file)))
              .ifPresent(secret -> config.putIfAbsent(name, secret.reveal()));
        });
    return new ServerConfig.Storage(
        values.text("storage.backend", StorageAdapter.LOCAL_ONLY),
        config,
        values.flag("tls.allowPlainHttp", false));
  }

  /// `Limits` is read by its own components, so that a new limit is a setting by itself.
  private static Limits limits(SettingValues values) {
    if (!values.hasAnyBelow("limits.")) {
      return Limits.DEFAULT;
    }
    RecordComponent[] components = Limits.class.getRecordComponents();
    var arguments = new ArrayList<Object>();
    try {
      for (RecordComponent component : components) {
        Object byDefault = component.getAccessor().invoke(Limits.DEFAULT);
        arguments.add(limit(values, "limits." + component.getName(), byDefault));
      }
      return Limits.class
          .getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      throw new InvalidSettings("limits." + e.getTargetException().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object limit(SettingValues values, String path, Object byDefault) {
    return switch (byDefault) {
      case Integer number -> values.integer(path, number);
      case Long number -> values.number(path, number);
      case Duration duration -> values.duration(path, duration);
      default -> throw new IllegalStateException("a limit of no known type: " + path);
    };
  }
}
