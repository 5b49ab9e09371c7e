package io.freehold.application.testing;

import io.freehold.application.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/// The default limits with some of them changed.
public final class LimitsOf {
  private LimitsOf() {}

  public static Limits with(String name, Object value) {
    return with(Map.of(name, value));
  }

  public static Limits with(Map<String, Object> changes) {
    try {
      RecordComponent[] components = Limits.class.getRecordComponents();
      if (!Arrays.stream(components)
          .map(RecordComponent::getName)
          .toList()
          .containsAll(changes.keySet())) {
        throw new IllegalArgumentException("no such limits: " + changes.keySet());
      }
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] =
            changes.getOrDefault(
                components[i].getName(), components[i].getAccessor().invoke(Limits.DEFAULT));
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return Limits.class.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
