package org.apache.beam.runners.flink.translation.wrappers.streaming;

import java.lang.reflect.Field;

/** A field of Beam's or Flink's that has no other way in; whoever changes their versions is told when it is gone. */
final class PrivateField {
  private final Field field;

  PrivateField(Class<?> owner, String name) {
    try {
      field = owner.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("not written for this version of " + owner.getName(), e);
    }
    field.setAccessible(true);
  }

  <T> T get(Object object, Class<T> type) {
    try {
      return type.cast(field.get(object));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  void set(Object object, Object value) {
    try {
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
