package dev.waybill.server.portal.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Goes from control to control by Tab, and sees where it is. */
final class KeysOnly implements Hand {
  /** More than any page has. */
  private static final int CONTROLS = 200;

  /** In the order of the browser's own language. */
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMdduuuu", Locale.US);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("hhmmssa", Locale.US);

  private final Keyboard keyboard;

  KeysOnly(Keyboard keyboard) {
    this.keyboard = keyboard;
  }

  @Override
  public void press(Locator control) {
    reach(control, "(it) => document.activeElement === it");
    keyboard.press("Enter");
  }

  @Override
  public void choose(Locator choice) {
    reach(
        choice,
        """
        (it) => document.activeElement === it || (it.type === "radio"
          && document.activeElement.type === "radio" && document.activeElement.name === it.name)
        """);
    for (int press = 0;
        press < CONTROLS && !is(choice, "(it) => document.activeElement === it");
        press++) {
      keyboard.press("ArrowDown");
    }
    if (!choice.isChecked()) {
      keyboard.press("Space");
    }
    assertThat(choice.isChecked()).isTrue();
  }

  @Override
  public void fill(Locator field, String text) {
    reach(field, "(it) => document.activeElement === it");
    keyboard.press("ControlOrMeta+a");
    keyboard.insertText(text);
  }

  @Override
  public void fillTime(Locator field, LocalDateTime time) {
    reach(field, "(it) => document.activeElement === it");
    keyboard.type(time.format(DAY));
    keyboard.press("ArrowRight"); // a year may have more digits
    keyboard.type(time.format(TIME));
    assertThat(LocalDateTime.parse(field.inputValue())).isEqualTo(time);
  }

  private void reach(Locator control, String there) {
    control.waitFor();
    for (int press = 0; press < CONTROLS; press++) {
      if (is(control, there)) {
        assertThat(
                is(
                    control,
                    "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
            .as("whether it is seen to be on %s", control)
            .isTrue();
        return;
      }
      keyboard.press("Tab");
    }
    throw new AssertionError("the keyboard does not come to " + control);
  }

  private static boolean is(Locator control, String question) {
    return Boolean.TRUE.equals(control.evaluate(question));
  }
}
