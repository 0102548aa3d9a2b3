using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Tests.Diagnostics;

/// <summary>The documented network, broken in one way, has one diagnostic more, at the place that was broken.</summary>
public class MutationTests
{
    [Theory]
    [InlineData("partial class DigitNet", "class [|DigitNet|]", "DT0001")]
    [InlineData("partial class DigitNet", "abstract partial class [|DigitNet|]", "DT0003")]
    [InlineData("class DigitNet;", "class [|DigitNet|] : System.IO.MemoryStream;", "DT0004")]
    [InlineData("Conv(32, 3)", "Conv([|0|], 3)", "DT0006")]
    [InlineData("Dropout(0.5)", "Dropout([|1.0|])", "DT0006")]
    [InlineData("Rescale(0, 255)", "Rescale(255, [|0|])", "DT0006")]
    [InlineData("Conv(64, 3)", "Conv(64, [|31|], Padding = Padding.None)", "DT0007")]
    [InlineData("MaxPool(2), PRelu]\n[Conv", "MaxPool([|29|]), PRelu]\n[Conv", "DT0007")]
    [InlineData("Conv(64, 3)", "Conv(64, [|4|])", "DT0008")]
    [InlineData("Conv(64, 3)", "Conv(64, 3, [|Padding = 3|])", "DT0009")]
    [InlineData("Conv(64, 3)", "Conv(64, 3, [|Groups = 3|])", "DT0010")]
    [InlineData("PRelu, Dropout(0.5)", "PRelu, [|MaxPool(2)|], Dropout(0.5)", "DT0011")]
    [InlineData("Dense(10), SoftmaxCrossEntropy", "[|Dense(10)|]", "DT0012")]
    [InlineData("SoftmaxCrossEntropy", "SoftmaxCrossEntropy, [|PRelu|]", "DT0013")]
    [InlineData("PRelu, Dropout(0.5)", "PRelu, [|Rescale(0, 1)|], Dropout(0.5)", "DT0014")]
    [InlineData("Dense(10), ", "Dense(10), [|Softmax|], ", "DT0015")]
    [InlineData("Dense(256)", "Dense(256, [|Name = \"1st\"|])", "DT0016")]
    [InlineData("Dense(256)", "Dense(256, [|Name = \"dense2\"|])", "DT0017")]
    [InlineData("Network(28, 28, 1)", "Network([|0|], 28, 1)", "DT0019")]
    [InlineData("Dense(10), ", "Dense([|1|]), ", "DT0021", "SoftmaxCrossEntropy")]
    [InlineData("PRelu, Dropout(0.5)", "PRelu", "DT1003", "Dense(256)")]
    [InlineData("Conv(32, 3), BatchNorm", "Conv(32, 3), BatchNorm, [|Lrn|]", "DT1004")]
    [InlineData("BatchNorm, MaxPool(2), PRelu]\n[Dense", "BatchNorm, [|AveragePool(2)|], PRelu]\n[Dense", "DT1005")]
    [InlineData("PRelu, Dropout", "[|Tanh|], Dropout", "DT1006")]
    [InlineData("MaxPool(2), PRelu]\n[Dense", "[|PRelu|], MaxPool(2)]\n[Dense", "DT1007")]
    [InlineData("PRelu, Dropout", "[|Relu|], Dropout", "DT1008")]
    [InlineData("PRelu, Dropout", "[|Elu|], Dropout", "DT1009")]
    [InlineData("[Conv(64, 3), BatchNorm", "[[|Conv(64, 3)|]", "DT1010")]
    [InlineData("[Network(28, 28, 1)]\n[Rescale(0, 255)]", "[[|Network(28, 28, 1)|]]", "DT1011")]
    [InlineData("[Rescale(0, 255)]", "[Budget([|Parameters = 1000|]), Rescale(0, 255)]", "DT1012")]
    [InlineData("Conv(64, 3)", "Conv(64, 3, [|Init = Init.Xavier|])", "DT1013")]
    [InlineData("Dense(256)", "Dense([|2000000000|])", "DT0018")]
    [InlineData("[Network(28, 28, 1)]\n", "", "DT0022", "Rescale(0, 255)")]
    [InlineData("PRelu, Dropout(0.5)", "Tap(\"x\"), PRelu, [|Add(\"y\")|], Dropout(0.5)", "DT0023")]
    [InlineData("PRelu, Dropout(0.5)", "[|Tap(\"x\")|], PRelu, Dropout(0.5)", "DT0024")]
    [InlineData("PRelu, Dropout(0.5)", "Tap(\"x\"), PRelu, [|Tap(\"x\")|], Add(\"x\"), Dropout(0.5)", "DT0025")]
    [InlineData("PRelu, Dropout(0.5)", "Tap(\"x\"), PRelu, [|From(\"x\")|], PRelu, Dropout(0.5)", "DT0026")]
    [InlineData("MaxPool(2), PRelu]\n[Dense", "Tap(\"x\"), MaxPool(2), [|Add(\"x\")|], PRelu]\n[Dense", "DT0027")]
    public void One_mistake_is_one_diagnostic(string text, string mutated, string id, string? place = null)
    {
        int at = Sources.DigitNet.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0);
        var source = MarkedSource.Parse(Sources.DigitNet.Remove(at, text.Length).Insert(at, mutated));
        var found = Assert.Single(GeneratorHarness.Everything(Compilations.Of(source.Text)), diagnostic => diagnostic.Id != "DT1014");
        Assert.Equal(id, found.Id);
        var span = found.Location.SourceSpan;
        Assert.Equal(place ?? source.Text.Substring(source.Spans.Single().Start, source.Spans.Single().Length), source.Text.Substring(span.Start, span.Length));
        if (place is null)
        {
            Assert.Equal(source.Spans.Single(), span);
        }
    }
}
