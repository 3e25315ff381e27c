package dev.waybill.server.portal.journeys;

import com.microsoft.playwright.Locator;
import java.time.LocalDateTime;

/** Points at what is wanted. */
final class Pointer implements Hand {
  @Override
  public void press(Locator control) {
    control.click();
  }

  @Override
  public void choose(Locator choice) {
    choice.check();
  }

  @Override
  public void fill(Locator field, String text) {
    field.fill(text);
  }

  @Override
  public void fillTime(Locator field, LocalDateTime time) {
    field.fill(time.toString()); // without seconds if there are none, as browsers have it
  }
}
