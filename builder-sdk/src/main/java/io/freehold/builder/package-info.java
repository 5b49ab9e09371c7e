/// The builder's SDK: what an application needs to ask people for their data and to read it (§6.6).
/// Begin with `BuilderClient`.
///
/// ```java
/// BuilderClient client =
///     BuilderClient.forKey(key)
///         .relay(URI.create("https://relay.example.com"))
///         .gateway(URI.create("https://gateway.example.com"))
///         .build();
///
/// Session session = client.sessions().create(SessionRequest.forScopes("instagram.profile"));
/// show(session.deepLink());
///
/// if (client.sessions().await(session) instanceof Outcome.Approved(ApprovedGrant given)) {
///   log(client.data(given).read(new Scope("instagram.profile")).text());
/// }
/// ```
///
/// It knows the words of the domain and nothing else of this project, and the server does not know
/// it.
@NullMarked
package io.freehold.builder;

import org.jspecify.annotations.NullMarked;
