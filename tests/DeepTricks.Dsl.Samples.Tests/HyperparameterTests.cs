namespace DeepTricks.Dsl.Samples.Tests;

public class HyperparameterTests
{
    [Theory]
    [InlineData("Conv1.Filter=48", "Conv1.Filters")]
    [InlineData("Nonsense=1", "Nonsense")]
    [InlineData("Conv1.Filters=0", "Conv1.Filters")]
    [InlineData("Conv1.Filters=3.5", "Conv1.Filters")]
    [InlineData("Dropout1.Rate=1", "Dropout1.Rate")]
    [InlineData("Dropout1.Rate=high", "Dropout1.Rate")]
    public void A_wrong_setting_is_explained(string setting, string part) => RunResult.Of("--set", setting).AssertIsOneSentenceWith(part);

    [Fact]
    public void A_network_that_does_not_fit_together_is_explained() =>
        RunResult.Of("--set", "Pool1.Window=40").AssertIsOneSentenceWith("pool1", "28x28");

    [Theory]
    [InlineData("Input.Height=32")]
    [InlineData("Dense2.Units=12")]
    public void The_digits_size_and_number_are_not_up_for_change(string setting) =>
        RunResult.Of("--set", setting, "--samples", "10").AssertIsOneSentenceWith(setting.Split('=')[0]);
}
