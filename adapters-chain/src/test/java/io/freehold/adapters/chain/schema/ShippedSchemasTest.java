package io.freehold.adapters.chain.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.application.Limits;
import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import io.freehold.domain.schema.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The schemas this project ships, judged by what exports of those services hold.
final class ShippedSchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaCompiler COMPILER = new JsonSchemaCompiler(Limits.DEFAULT);

  record Shipped(String scope, String name, String file) {}

  static List<Shipped> shipped() {
    return StreamSupport.stream(read("index.json").spliterator(), false)
        .map(entry ->
            new Shipped(
                entry.path("scope").asText(),
                entry.path("name").asText(),
                entry.path("file").asText()))
        .toList();
  }

  @Test
  void coverTheScopesOfTheProtocol() {
    assertThat(shipped())
        .extracting(Shipped::scope)
        .doesNotHaveDuplicates()
        .contains(
            "instagram.profile",
            "instagram.posts",
            "instagram.likes",
            "instagram.followers",
            "chatgpt.conversations",
            "chatgpt.conversations.shared",
            "youtube.watch_history",
            "youtube.subscriptions",
            "gmail.messages",
            "gmail.labels",
            "spotify.savedTracks",
            "linkedin.profile");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void nameTheirDialectAndTheirScope(Shipped shipped) {
    JsonNode schema = read(shipped.file());

    assertThat(schema.path("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.path("x-scope").asText()).isEqualTo(shipped.scope());
    assertThat(schema.path("title").asText()).isEqualTo(shipped.name());
    assertThat(schema.path("description").asText()).isNotBlank();
    assertThat(shipped.file()).isEqualTo(shipped.scope() + ".json");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void areJudgedByAtLeastOneFittingAndOneUnfittingPayload(Shipped shipped) {
    assertThat(fitting().map(payload -> payload.get()[0])).contains(shipped.scope());
    assertThat(unfitting().map(payload -> payload.get()[0])).contains(shipped.scope());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void refuseAnEmptyPayloadAndAnythingButAnObject(Shipped shipped) {
    for (String payload : List.of("{}", "[]", "null", "\"text\"", "7")) {
      assertThat(violations(shipped.scope(), payload)).as(payload).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void accept(String scope, String payload) {
    assertThat(violations(scope, payload)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("unfitting")
  void refuse(String scope, String payload, String pointer) {
    assertThat(violations(scope, payload)).extracting(Violation::pointer).contains(pointer);
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void acceptMembersTheyDoNotKnow(String scope, String payload) {
    String withMore = "{\"somethingNew\":{\"a\":[1,null]}," + payload.strip().substring(1);

    assertThat(violations(scope, withMore)).isEmpty();
  }

  static Stream<Arguments> fitting() {
    return Stream.of(
        Arguments.of("instagram.profile", "{\"username\":\"alice\",\"followers\":1234}"),
        Arguments.of(
            "instagram.profile",
            """
            {"username":"alice","displayName":"Alice Smith","bio":"...","followers":1234,
             "following":567}
            """),
        Arguments.of(
            "instagram.profile",
            """
            {"username":"alice.b_c","website":null,"isPrivate":true,"dateOfBirth":"1990-04-01",
             "profilePictureUrl":"https://cdn.example/a.jpg","createdAt":"2014-05-06T07:08:09Z"}
            """),
        Arguments.of("instagram.posts", "{\"posts\":[]}"),
        Arguments.of(
            "instagram.posts",
            """
            {"posts":[{"title":"Two days by the sea","creation_timestamp":1700000000,"media":[
              {"uri":"media/posts/202311/1.jpg","creation_timestamp":1700000000,"title":"",
               "media_metadata":{"photo_metadata":{"exif_data":[{"iso":100}]}},
               "cross_post_source":{"source_app":"FB"}}]}]}
            """),
        Arguments.of(
            "instagram.likes",
            """
            {"likes_media_likes":[{"title":"bob","string_list_data":[
              {"href":"https://www.instagram.com/p/C0/","value":"\\ud83d\\udc4d",
               "timestamp":1700000000}]}]}
            """),
        Arguments.of("instagram.likes", "{\"likes_comment_likes\":[]}"),
        Arguments.of(
            "instagram.followers",
            """
            {"relationships_followers":[{"title":"","media_list_data":[],"string_list_data":[
              {"href":"https://www.instagram.com/bob","value":"bob","timestamp":1700000000}]}]}
            """),
        Arguments.of(
            "chatgpt.conversations",
            """
            {"conversations":[{"title":null,"create_time":1700000000.123456,"update_time":null,
              "mapping":{
                "a":{"id":"a","message":null,"parent":null,"children":["b"]},
                "b":{"id":"b","parent":"a","children":[],"message":{"id":"b",
                  "author":{"role":"user","name":null,"metadata":{}},"create_time":null,
                  "content":{"content_type":"multimodal_text","parts":["Hi",
                    {"content_type":"image_asset_pointer","asset_pointer":"file-service://x"}]},
                  "status":"finished_successfully","end_turn":null,"weight":1.0,
                  "metadata":{"model_slug":"x"},"recipient":"all","channel":null}}},
              "current_node":"b","plugin_ids":null,"is_archived":false,"safe_urls":[]}]}
            """),
        Arguments.of(
            "chatgpt.conversations.shared",
            """
            {"shared_conversations":[{"id":"s","conversation_id":"c","title":"Bread",
              "is_anonymous":true}]}
            """),
        Arguments.of(
            "youtube.watch_history",
            """
            {"watch_history":[
              {"header":"YouTube","title":"Watched Bread","titleUrl":"https://www.youtube.com/watch?v=a",
               "subtitles":[{"name":"Baking","url":"https://www.youtube.com/channel/UCa"}],
               "time":"2024-01-05T10:11:12.123Z","products":["YouTube"],
               "details":[{"name":"From Google Ads"}],"activityControls":["YouTube watch history"]},
              {"header":"YouTube Music","title":"Watched a video that has been removed",
               "time":"2024-01-05T10:11:12Z"}]}
            """),
        Arguments.of(
            "youtube.subscriptions",
            """
            {"subscriptions":[{"channelId":"UCabcdefghijklmnopqrstuv",
              "channelUrl":"http://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
              "channelTitle":"Baking"}]}
            """),
        Arguments.of(
            "gmail.messages",
            """
            {"messages":[{"id":"18c","threadId":"18c","labelIds":["INBOX"],"snippet":"Hello",
              "historyId":"123","internalDate":"1700000000000","sizeEstimate":4242,
              "payload":{"partId":"","mimeType":"multipart/mixed","filename":"",
                "headers":[{"name":"Subject","value":""}],"body":{"size":0},"parts":[
                  {"partId":"0","mimeType":"multipart/alternative","parts":[
                    {"partId":"0.0","mimeType":"text/plain","body":{"size":5,"data":"SGVsbG8="}}]},
                  {"partId":"1","mimeType":"image/png","filename":"a.png",
                   "body":{"attachmentId":"ANG","size":99}}]}}]}
            """),
        Arguments.of(
            "gmail.labels",
            """
            {"labels":[{"id":"INBOX","name":"INBOX","type":"system"},
              {"id":"Label_1","name":"Bank","type":"user","messageListVisibility":"show",
               "labelListVisibility":"labelShow","messagesTotal":3,
               "color":{"textColor":"#ffffff","backgroundColor":"#000000"}}]}
            """),
        Arguments.of(
            "spotify.savedTracks",
            """
            {"total":1,"items":[{"added_at":"2024-01-05T10:11:12Z","track":{"id":"4u7",
              "name":"Song","uri":"spotify:track:4u7","artists":[{"name":"Band","id":null}],
              "album":{"name":"Record","release_date":"1997","images":[
                {"url":"https://i.example/a","height":640,"width":null}]},
              "duration_ms":180000,"explicit":false,"popularity":100,"is_local":false,
              "external_ids":{"isrc":"X"}}}]}
            """),
        Arguments.of(
            "spotify.savedTracks",
            """
            {"tracks":[{"artist":"Band","album":"Record","track":"Song","uri":"spotify:track:4u7"}]}
            """),
        Arguments.of(
            "linkedin.profile",
            """
            {"firstName":"Alice","lastName":"Smith","headline":null,"skills":["Java"],
             "positions":[{"companyName":"Bakery","title":"Baker","startedOn":"2020-03",
               "finishedOn":null}],
             "education":[{"schoolName":"School","startDate":"2010"}],
             "languages":[{"name":"German"}]}
            """));
  }

  static Stream<Arguments> unfitting() {
    return Stream.of(
        Arguments.of("instagram.profile", "{\"followers\":1234}", ""),
        Arguments.of("instagram.profile", "{\"username\":\"\"}", "/username"),
        Arguments.of("instagram.profile", "{\"username\":7}", "/username"),
        Arguments.of("instagram.profile", "{\"username\":\"a\",\"followers\":-1}", "/followers"),
        Arguments.of(
            "instagram.profile", "{\"username\":\"a\",\"followers\":\"1234\"}", "/followers"),
        Arguments.of("instagram.profile", "{\"username\":\"a\",\"followers\":1.5}", "/followers"),
        Arguments.of(
            "instagram.profile", "{\"username\":\"a\",\"dateOfBirth\":\"1990\"}", "/dateOfBirth"),
        Arguments.of("instagram.posts", "{\"posts\":{}}", "/posts"),
        Arguments.of("instagram.posts", "{\"posts\":[{\"media\":[]}]}", "/posts/0/media"),
        Arguments.of(
            "instagram.posts", "{\"posts\":[{\"media\":[{\"uri\":\"a\"}]}]}", "/posts/0/media/0"),
        Arguments.of("instagram.likes", "{\"likes\":[]}", ""),
        Arguments.of(
            "instagram.likes",
            "{\"likes_media_likes\":[{\"string_list_data\":[{\"timestamp\":\"1\"}]}]}",
            "/likes_media_likes/0/string_list_data/0/timestamp"),
        Arguments.of(
            "instagram.likes",
            "{\"likes_media_likes\":[{\"string_list_data\":[{\"timestamp\":1,"
                + "\"href\":\"javascript:alert(1)\"}]}]}",
            "/likes_media_likes/0/string_list_data/0/href"),
        Arguments.of(
            "instagram.followers",
            "{\"relationships_followers\":[{\"title\":\"bob\"}]}",
            "/relationships_followers/0"),
        Arguments.of("chatgpt.conversations", "{\"conversations\":null}", "/conversations"),
        Arguments.of("chatgpt.conversations", "{\"conversations\":[{}]}", "/conversations/0"),
        Arguments.of(
            "chatgpt.conversations",
            "{\"conversations\":[{\"title\":\"\",\"create_time\":\"now\",\"mapping\":{}}]}",
            "/conversations/0/create_time"),
        Arguments.of(
            "chatgpt.conversations",
            "{\"conversations\":[{\"title\":\"\",\"create_time\":1,\"mapping\":{\"a\":{}}}]}",
            "/conversations/0/mapping/a"),
        Arguments.of(
            "chatgpt.conversations.shared",
            "{\"shared_conversations\":[{\"id\":\"s\"}]}",
            "/shared_conversations/0"),
        Arguments.of(
            "youtube.watch_history",
            "{\"watch_history\":[{\"header\":\"YouTube\",\"title\":\"Watched\"}]}",
            "/watch_history/0"),
        Arguments.of(
            "youtube.watch_history",
            "{\"watch_history\":[{\"header\":\"YouTube\",\"title\":\"W\",\"time\":\"5 Jan\"}]}",
            "/watch_history/0/time"),
        Arguments.of(
            "youtube.subscriptions",
            "{\"subscriptions\":[{\"channelId\":\"baking\",\"channelTitle\":\"\"}]}",
            "/subscriptions/0/channelId"),
        Arguments.of("gmail.messages", "{\"messages\":[{\"id\":\"a\"}]}", "/messages/0"),
        Arguments.of(
            "gmail.messages",
            "{\"messages\":[{\"id\":\"a\",\"threadId\":\"a\",\"payload\":{\"parts\":[{\"parts\":["
                + "{\"body\":{}}]}]}}]}",
            "/messages/0/payload/parts/0/parts/0/body"),
        Arguments.of(
            "gmail.labels",
            "{\"labels\":[{\"id\":\"a\",\"name\":\"a\",\"type\":\"other\"}]}",
            "/labels/0/type"),
        Arguments.of("spotify.savedTracks", "{\"total\":3}", ""),
        Arguments.of(
            "spotify.savedTracks",
            "{\"items\":[{\"added_at\":\"2024-01-05T10:11:12Z\",\"track\":{\"name\":\"a\"}}]}",
            "/items/0/track"),
        Arguments.of(
            "spotify.savedTracks",
            "{\"tracks\":[{\"artist\":\"a\",\"track\":\"b\",\"uri\":\"file:b\"}]}",
            "/tracks/0/uri"),
        Arguments.of("linkedin.profile", "{\"firstName\":\"Alice\"}", ""),
        Arguments.of(
            "linkedin.profile",
            "{\"firstName\":\"A\",\"lastName\":\"S\",\"positions\":[{\"companyName\":\"B\","
                + "\"title\":\"C\",\"startedOn\":\"March 2020\"}]}",
            "/positions/0/startedOn"));
  }

  private static List<Violation> violations(String scope, String payload) {
    return schema(scope).violationsIn(JsonDocument.of(payload));
  }

  private static Schema schema(String scope) {
    return COMPILER.compile(
        new SchemaRecord(
            SchemaId.parse("7"),
            new Address("0x" + "a".repeat(40)),
            scope,
            new Scope(scope),
            "ipfs://" + scope,
            read(scope + ".json").toString(),
            Instant.EPOCH));
  }

  private static JsonNode read(String file) {
    try (InputStream in =
        ShippedSchemasTest.class.getResourceAsStream("/io/freehold/schemas/" + file)) {
      return JSON.readTree(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
