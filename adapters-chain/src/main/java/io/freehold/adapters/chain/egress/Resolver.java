package io.freehold.adapters.chain.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// The addresses behind a host name. May take its time.
@FunctionalInterface
interface Resolver {
  List<InetAddress> resolve(String host) throws UnknownHostException;

  static Resolver ofThisMachine() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
