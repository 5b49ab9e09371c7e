package io.freehold.adapters.storage.http;

import io.freehold.application.Limits;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/// The default limits, some of them changed by name.
public final class SampleLimits {
  private SampleLimits() {}

  /// Nothing large, nothing slow.
  public static Limits quick() {
    return with(
        Map.of(
            "storageTimeout", Duration.ofMillis(300),
            "storageBlobBytesMax", 1L << 20,
            "storageAnswerBytesMax", 64 << 10));
  }

  /// Nothing large.
  public static Limits patient() {
    return with(Map.of("storageBlobBytesMax", 1L << 20, "storageAnswerBytesMax", 64 << 10));
  }

  public static Limits with(Map<String, ?> changed) {
    try {
      RecordComponent[] components = Limits.class.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        Object byDefault = components[i].getAccessor().invoke(Limits.DEFAULT);
        Object value = changed.get(components[i].getName());
        values[i] = value == null ? byDefault : value;
      }
      return Limits.class
          .getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
