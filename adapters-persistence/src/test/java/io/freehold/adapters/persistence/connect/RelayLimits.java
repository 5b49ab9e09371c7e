package io.freehold.adapters.persistence.connect;

import io.freehold.application.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// The default limits with another number of events on their way.
public final class RelayLimits {
  private RelayLimits() {}

  public static Limits withEvents(int webhooksMax) {
    try {
      RecordComponent[] components = Limits.class.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] =
            components[i].getName().equals("webhooksMax")
                ? Integer.valueOf(webhooksMax)
                : components[i].getAccessor().invoke(Limits.DEFAULT);
      }
      return Limits.class
          .getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
