package io.freehold.application.testing;

import static io.freehold.application.testing.SampleRequest.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.ConsentReceipts;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of consent receipts does.
public abstract class ConsentReceiptsContract {
  private ConsentReceipts receipts;

  /// A store without receipts.
  protected abstract ConsentReceipts consentReceipts();

  @BeforeEach
  void openTheStore() {
    receipts = consentReceipts();
  }

  @Test
  void keepsAReceiptWordByWord() {
    receipts.add(receipt(1));

    assertThat(receipts.find(receipt(1).session())).contains(receipt(1));
    assertThat(receipts.find(receipt(2).session())).isEmpty();
  }

  @Test
  void keepsTheFirstOfASession() {
    receipts.add(receipt(1));
    ConsentReceipt other = receipt(2);
    receipts.add(
        new ConsentReceipt(
            receipt(1).session(), other.app(), other.asked(), other.consent(), other.grant()));

    assertThat(receipts.find(receipt(1).session())).contains(receipt(1));
  }

  @Test
  void findsTheNewestOfABuilder() {
    assertThat(receipts.latest(Cast.BUILDER)).isEmpty();

    receipts.add(receipt(1));
    receipts.add(receipt(2));

    assertThat(receipts.latest(Cast.BUILDER)).contains(receipt(2));
    assertThat(receipts.latest(Cast.STRANGER)).isEmpty();
  }

  @Test
  void listsTheNewestFirst() {
    for (int i = 1; i <= 4; i++) {
      receipts.add(receipt(i));
    }

    Listing<ConsentReceipt> page = receipts.list(new Page(2, 1));

    assertThat(page.items()).containsExactly(receipt(3), receipt(2));
    assertThat(page.total()).isEqualTo(4);
  }
}
