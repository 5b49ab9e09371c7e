package io.freehold.bootstrap;

import io.freehold.bootstrap.config.ConfigLoader;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What every command needs from outside the process.
public record Context(ConfigLoader config, InstantSource clock, RandomGenerator random) {
  public Context withProfile(String name) {
    return new Context(config.withProfile(name), clock, random);
  }
}
