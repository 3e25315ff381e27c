package dev.waybill.server.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** A pool of one connection, of which the named methods with so many parameters fail. */
final class FailingConnections extends HikariDataSource {
  private final Set<String> failing = new HashSet<>();

  FailingConnections(Path file) {
    setJdbcUrl("jdbc:sqlite:" + file);
    setMaximumPoolSize(1);
  }

  void fail(String method, int parameters) {
    failing.add(method + parameters);
  }

  void recover() {
    failing.clear();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, values) -> call(real, method, values == null ? new Object[0] : values));
  }

  private Object call(Connection real, Method method, Object[] values) throws Throwable {
    if (failing.contains(method.getName() + values.length)) {
      throw new OutOfMemoryError("as if");
    }
    try {
      return method.invoke(real, values);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
