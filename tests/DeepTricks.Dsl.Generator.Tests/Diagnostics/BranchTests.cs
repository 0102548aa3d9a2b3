namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>One test per rule about taps and joins.</summary>
public class BranchTests
{
    [Theory]
    [InlineData("[Dense(4), Tap(\"squeezed\")]\n[[|From(\"squeezd\")|], Relu, Add(\"squeezed\")]", "'From(\"squeezd\")' reads the tap 'squeezd', which is not declared above; the nearest is 'squeezed'")]
    [InlineData("[Dense(4), [|Add(\"x\")|]]", "'Add(\"x\")' (add1) reads the tap 'x', but there is none above; write Tap(\"x\") behind the layer that is meant")]
    [InlineData("[Dense(4), [|Add(\"x\")|], Dense(4), Tap(\"x\"), Add(\"x\")]", "'Add(\"x\")' (add1) reads the tap 'x', which is declared further down; a tap is read below its declaration, so that no value depends on itself")]
    [InlineData("[Dense(4), [|Concat()|]]", "'Concat' (concat1) names no tap; name one to join it with the value above, or several, as in Concat(\"a\", \"b\")")]
    public void Taps_are_declared(string layers, string message) => Reports("DT0023", layers, message);

    [Fact]
    public void Taps_are_read() => Reports(
        "DT0024", "[Dense(4), [|Tap(\"x\")|], Relu]", "'Tap(\"x\")' is read by no From, Concat, Add or Multiply below; take it out");

    [Fact]
    public void Tap_names_differ() => Reports(
        "DT0025",
        "[Dense(4), Tap(\"x\"), Dense(4), [|Tap(\"x\")|], Add(\"x\")]",
        "'Tap(\"x\")' has the name of the tap behind 'Dense(4)' (dense1); taps need different names");

    [Fact]
    public void Values_are_read() => Reports(
        "DT0026",
        "[Tap(\"x\"), Dense(4)]\n[[|From(\"x\")|], Relu]",
        "'From(\"x\")' leaves the output of 'Dense(4)' (dense1) with nothing to read it; put a Tap behind it and read that, or take it out");

    [Theory]
    [InlineData("[Dense(4), Tap(\"x\"), Dense(5), [|Add(\"x\")|]]", "'Add(\"x\")' (add1) adds values of one shape, but 'dense2' is 5 and tap 'x' ('dense1') is 4; use as many units on both")]
    [InlineData("[Conv(4, 3), Tap(\"x\"), MaxPool(2), [|Concat(\"x\")|]]", "'Concat(\"x\")' (concat1) puts channels side by side, but 'pool1' is 3x3x4 and tap 'x' ('conv1') is 6x6x4; pool or stride both alike, or use Upsample on the smaller one", 6)]
    [InlineData("[Conv(4, 3), Tap(\"x\"), Conv(5, 3), [|Multiply(\"x\")|]]", "'Multiply(\"x\")' (multiply1) multiplies values of one shape, but 'conv2' is 6x6x5 and tap 'x' ('conv1') is 6x6x4; use Conv(5, 1) on the second", 6)]
    public void Joined_values_fit(string layers, string message, int size = 0) => Reports("DT0027", layers, message, size);

    [Fact]
    public void Several_inputs_and_outputs_are_a_network()
    {
        var run = GeneratorHarness.Run(Sources.Network(
            "[Network(6, 6, 1)]\n[Rescale(0, 255), Conv(16, 3), Relu, Tap(\"image\"), GlobalAveragePool, Dense(3), SoftmaxCrossEntropy(Weight = 0.3)]\n"
                + "[Input(5), Rescale(0, 1), Dense(8), Tap(\"facts\"), From(\"image\"), Dense(8), Concat(\"facts\"), Dense(2), MeanSquaredError]"));
        Assert.Empty(run.Diagnostics);
        run.AssertCompiles();
    }

    private static void Reports(string id, string layers, string message, int size = 0) => DiagnosticAssert.Reports(
        id, Sources.Network((size == 0 ? "[Network(4)]" : $"[Network({size}, {size}, 1)]") + "\n" + layers + "\n[Dense(3), SoftmaxCrossEntropy]"), message);
}
