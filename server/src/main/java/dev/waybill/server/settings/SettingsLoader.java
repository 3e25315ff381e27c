package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads all settings and reports everything that is wrong with them together. */
public final class SettingsLoader {
  private static final String FILE_NAME = "waybill.yaml";
  private static final Set<String> OF_OTHERS =
      Set.of(
          "WAYBILL_HOST",
          "WAYBILL_API_KEY",
          "WAYBILL_CA_BUNDLE",
          "WAYBILL_PROFILE",
          "WAYBILL_JAVA_OPTS");

  private final Map<String, SettingKey> known =
      SettingKey.all().stream()
          .collect(
              Collectors.toMap(
                  SettingKey::key, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  private final SettingsSource source;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** What was given, by key, and how its origin is called towards people. */
  private final Map<String, Given> given = new LinkedHashMap<>();

  private record Given(List<String> texts, String origin) {}

  private SettingsLoader(SettingsSource source) {
    this.source = source;
  }

  /**
   * Reads file and environment.
   *
   * @throws InvalidSettingsException with all problems, if there is any
   */
  public static LoadedSettings load(SettingsSource source) {
    return new SettingsLoader(source).load();
  }

  private LoadedSettings load() {
    readEnvironment();
    source.overrides().forEach((key, text) -> given.put(key, new Given(split(key, text), key)));
    readFile();
    List<Optional<Object>> features =
        Arrays.stream(Settings.class.getRecordComponents()).map(this::feature).toList();
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
    Object[] values = features.stream().map(Optional::orElseThrow).toArray();
    try {
      return new LoadedSettings((Settings) construct(Settings.class, values), warnings);
    } catch (InvalidInput e) {
      problems.add(problem(e.field(), e.getMessage()));
      throw new InvalidSettingsException(problems);
    }
  }

  private void readEnvironment() {
    Map<String, SettingKey> byVariable =
        known.values().stream()
            .collect(Collectors.toMap(SettingKey::variable, Function.identity()));
    source.environment().keySet().stream()
        .filter(name -> name.startsWith("WAYBILL_") && !OF_OTHERS.contains(name))
        .sorted()
        .forEach(name -> readVariable(name, byVariable));
  }

  private void readVariable(String name, Map<String, SettingKey> byVariable) {
    String text = source.environment().getOrDefault(name, "");
    SettingKey direct = byVariable.get(name);
    SettingKey inFile = byVariable.get(name.replaceFirst("_FILE$", ""));
    if (direct != null) {
      given.put(direct.key(), new Given(split(direct.key(), text), name));
    } else if (inFile != null && inFile.isSecret()) {
      readSecret(inFile, name, Path.of(text));
    } else {
      String hint =
          NearestWord.to(name, byVariable.keySet())
              .map(near -> "; did you mean " + near + "?")
              .orElse("");
      warnings.add("The environment variable " + name + " is not known" + hint);
    }
  }

  private void readSecret(SettingKey key, String variable, Path file) {
    if (given.containsKey(key.key())) {
      problems.add(new Problem(key.variable() + " and " + variable + " are both set: keep one"));
      return;
    }
    try {
      String secret = Files.readString(file, StandardCharsets.UTF_8).strip();
      given.put(key.key(), new Given(List.of(secret), variable));
    } catch (IOException e) {
      problems.add(new Problem(variable + ": the file " + file + " cannot be read"));
    }
  }

  /** The file given, or else the one beside the data directory if there is one. */
  private void readFile() {
    Path path = source.file().orElseGet(this::besideTheData);
    if (source.file().isEmpty() && !Files.exists(path)) {
      return;
    }
    SettingsFile file = SettingsFile.read(path);
    problems.addAll(file.problems());
    file.values()
        .forEach(
            (key, texts) -> {
              if (known.containsKey(key)) {
                given.putIfAbsent(key, new Given(texts, path + ": " + key));
              } else {
                String hint =
                    NearestWord.to(key, known.keySet())
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; docs/configuration.md lists what there is");
                problems.add(new Problem("%s: '%s' is not known%s".formatted(path, key, hint)));
              }
            });
  }

  private Path besideTheData() {
    SettingKey data =
        known.values().stream().filter(key -> key.type() == Path.class).findFirst().orElseThrow();
    Given directory = given.get(data.key());
    String text = directory == null ? data.setting().absent() : directory.texts().getFirst();
    return Path.of(text).toAbsolutePath().normalize().resolveSibling(FILE_NAME);
  }

  private List<String> split(String key, String text) {
    SettingKey setting = known.get(key);
    if (setting == null || !setting.isList()) {
      return List.of(text);
    }
    return Arrays.stream(text.split(",")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  /** A feature's record; empty if there was a problem with it. */
  private Optional<Object> feature(RecordComponent feature) {
    int before = problems.size();
    Object[] values =
        Arrays.stream(feature.getType().getRecordComponents())
            .map(component -> value(SettingKey.of(feature, component)))
            .toArray();
    if (problems.size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(construct(feature.getType(), values));
    } catch (InvalidInput e) {
      String key = SettingKey.section(feature) + "." + e.field();
      problems.add(problem(key, e.getMessage()));
      return Optional.empty();
    }
  }

  private Object value(SettingKey key) {
    Given found = given.get(key.key());
    if (found == null) {
      return key.absent();
    }
    try {
      return key.parse(found.texts());
    } catch (InvalidInput e) {
      problems.add(problem(key.key(), e.getMessage()));
      return found;
    }
  }

  private Problem problem(String key, String rule) {
    Given found = given.get(key);
    SettingKey setting = known.get(key);
    if (found == null || setting == null) {
      return new Problem("%s: its default is wrong: it %s".formatted(key, rule));
    }
    String shown = setting.isSecret() ? "its value" : "'" + String.join(",", found.texts()) + "'";
    return new Problem("%s: %s is wrong: it %s".formatted(found.origin(), shown, rule));
  }

  private static Object construct(Class<?> type, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidInput invalid) {
        throw invalid;
      }
      throw new IllegalStateException("cannot make " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }
}
