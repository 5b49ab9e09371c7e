package io.freehold.application.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// Ends a process at its n-th call of a port: before the call has had its effect, or after.
public final class Interruption {
  private final AtomicInteger callsLeft;
  private final boolean isAfter;

  public Interruption(int call, boolean isAfter) {
    this.callsLeft = new AtomicInteger(call);
    this.isAfter = isAfter;
  }

  /// The process is no more. Nothing catches this.
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  public boolean hasHappened() {
    return callsLeft.get() < 0;
  }

  /// The same port, to be called by the process that ends.
  public <T> T watching(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              boolean isTheOne = callsLeft.decrementAndGet() == -1;
              if (isTheOne && !isAfter) {
                throw new Killed();
              }
              try {
                Object result = method.invoke(target, arguments);
                if (isTheOne) {
                  throw new Killed();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
