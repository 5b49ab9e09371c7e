package io.freehold.adapters.chain;

import io.freehold.application.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/// Limits as they are, but for some.
public final class ChangedLimits {
  private ChangedLimits() {}

  public static Limits with(Map<String, Object> changed) {
    RecordComponent[] components = Limits.class.getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] =
            changed.getOrDefault(
                components[i].getName(), components[i].getAccessor().invoke(Limits.DEFAULT));
      }
      return (Limits)
          Limits.class
              .getDeclaredConstructor(
                  Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new))
              .newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
