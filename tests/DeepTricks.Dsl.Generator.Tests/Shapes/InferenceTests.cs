using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Tests.Shapes;

/// <summary>Parameters, names, totals and the table of a network.</summary>
public class InferenceTests
{
    private static readonly NetworkSpec DigitNet = Specs.Network(
        SampleShape.Image(28, 28, 1),
        Specs.Layer(LayerKind.Rescale, "", ("Low", 0), ("High", 255)),
        Specs.Layer(LayerKind.Conv, "", ("Filters", 32), ("Kernel", 3)),
        Specs.Layer(LayerKind.BatchNorm, ""),
        Specs.Layer(LayerKind.MaxPool, "", ("Window", 2)),
        Specs.Layer(LayerKind.PRelu, ""),
        Specs.Layer(LayerKind.Dense, "", ("Units", 256)),
        Specs.Layer(LayerKind.Dropout, "", ("Rate", 0.5)),
        Specs.Layer(LayerKind.Dense, "", ("Units", 10)),
        Specs.Layer(LayerKind.SoftmaxCrossEntropy, ""));

    [Fact]
    public void Tensors_have_the_names_and_sizes_of_PyTorch()
    {
        var result = ShapeInference.Infer(DigitNet);
        Assert.True(result.IsValid);
        Assert.Equal(
            [
                "conv1.weight Weight 32x1x3x3", "bn1.weight NormScale 32", "bn1.bias NormShift 32", "bn1.running_mean RunningMean 32", "bn1.running_var RunningVariance 32",
                "prelu1.weight Slope 32", "dense1.weight Weight 256x6272", "dense1.bias Bias 256", "dense2.weight Weight 10x256", "dense2.bias Bias 10",
            ],
            result.Layers.SelectMany(layer => layer.Parameters).Select(parameter => $"{parameter.Name} {parameter.Role} {string.Join('x', parameter.Dimensions)}"));
    }

    [Fact]
    public void A_convolution_over_a_sequence_has_one_kernel_axis()
    {
        var result = ShapeInference.Infer(Specs.Network(
            SampleShape.Sequence(100, 8),
            Specs.Layer(LayerKind.Conv, "", ("Filters", 16), ("Kernel", 5), ("Groups", 4)),
            Specs.Layer(LayerKind.GlobalAveragePool, ""),
            Specs.Layer(LayerKind.SoftmaxCrossEntropy, "")));
        Assert.True(result.IsValid);
        Assert.Equal(EquatableArray.Of(16, 2, 5), result.Layers[0].Parameters[0].Dimensions);
        Assert.Equal(SampleShape.Sequence(100, 16), result.Layers[0].Output);
        Assert.Equal(SampleShape.Vector(16), result.Layers[1].Output);
    }

    [Fact]
    public void The_table_of_a_network()
        => Snapshot.Match(NetworkSummary.Text(DigitNet, ShapeInference.Infer(DigitNet).Layers), "DigitNet.summary.txt");

    [Fact]
    public void Totals_are_sums_over_layers()
    {
        var result = ShapeInference.Infer(DigitNet);
        var totals = NetworkTotals.Of(result.Layers);
        Assert.Equal(288 + 64 + 32 + (256 * 6272) + 256 + 2560 + 10, totals.TrainedParameters);
        Assert.Equal(4 * (totals.TrainedParameters + 64), totals.WeightBytes);
        Assert.Equal(result.Layers.Sum(layer => layer.FlopsPerSample), totals.FlopsPerSample);
    }

    [Fact]
    public void Naming_a_layer_does_not_rename_the_others()
    {
        var numbering = new NameNumbering();
        string Next(LayerKind kind, string? name = null) => numbering.Next(LayerSchema.Of(kind).DefaultNamePrefix, name);
        Assert.Equal(
            ["stem", "conv2", "pool1", "pool2", "loss1"],
            [Next(LayerKind.Conv, "stem"), Next(LayerKind.Conv), Next(LayerKind.MaxPool), Next(LayerKind.AveragePool), Next(LayerKind.MeanSquaredError)]);
    }

    [Fact]
    public void Every_kind_has_a_schema_whose_settings_its_attribute_has()
    {
        Assert.Equal(Enum.GetValues<LayerKind>(), LayerSchema.All.Select(schema => schema.Kind));
        // Wires and joins take names, an Input one of three shapes, an Apply a function.
        foreach (var schema in LayerSchema.All.Where(schema => !schema.HasTaps && schema.Kind is not (LayerKind.Input or LayerKind.Apply)))
        {
            var attribute = typeof(Network).Assembly.GetType("DeepTricks.Dsl." + schema.AttributeName + "Attribute", throwOnError: true)!;
            // Other constructors take expressions in the place of numbers.
            var constructor = attribute.GetConstructors().Single(one => one.GetParameters().All(p => p.ParameterType != typeof(string)));
            var parameters = constructor.GetParameters();
            Assert.Equal(schema.Settings.Where(s => s.Position >= 0).Select(s => s.Name), parameters.Select(p => char.ToUpperInvariant(p.Name![0]) + p.Name[1..]));
            Assert.True(schema.Settings.TakeWhile(s => s.Position >= 0).Select((s, i) => s.Position == i).All(x => x));
            Assert.Equal(
                schema.Settings.Select(s => s.Name).Append("Name").Append("When").Order(),
                attribute.GetProperties().Where(p => p.DeclaringType != typeof(Attribute)).Select(p => p.Name).Order());
            var declared = constructor.Invoke([.. parameters.Select(p => p.HasDefaultValue ? p.DefaultValue : Convert.ChangeType(1, p.ParameterType, null))]);
            foreach (var setting in schema.Settings)
            {
                var property = attribute.GetProperty(setting.Name)!;
                object value = property.GetValue(declared)!;
                Assert.Equal(setting.IsWhole, value is int or Enum);
                Assert.Equal(setting.IsRequired ? 1 : setting.Default, Convert.ToDouble(value, null));
            }
        }
    }

    [Fact]
    public void Initializers_have_the_same_values_on_both_sides() => Assert.Equal(
        Enum.GetValues<Init>().Select(init => (init.ToString(), (int)init)), Enum.GetValues<InitKind>().Select(init => (init.ToString(), (int)init)));

    [Fact]
    public void Whatever_the_numbers_inference_throws_nothing()
    {
        var random = new Random(1);
        double[] extremes = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, 0, 0.5, 1, 2, 3, 1e300, int.MaxValue, int.MinValue, long.MaxValue];
        for (int i = 0; i < 3000; i++)
        {
            var kinds = Enumerable.Range(0, random.Next(0, 6)).Select(_ => LayerSchema.All[random.Next(LayerSchema.All.Count)]);
            double Value(SettingSchema setting) => random.Next(3) == 0 ? extremes[random.Next(extremes.Length)] : setting.IsRequired ? random.Next(1, 4) : setting.Default;
            int Size() => random.Next(3) == 0 ? (int)extremes[random.Next(3, extremes.Length - 1)] : random.Next(1, 20);
            var input = random.Next(3) switch { 0 => SampleShape.Vector(Size()), 1 => SampleShape.Sequence(Size(), Size()), _ => SampleShape.Image(Size(), Size(), Size()) };
            var spec = Specs.Network(input, [.. kinds.Select(kind => new LayerSpec(kind.Kind, "", kind.Settings.Select(s => new Setting(s.Name, Value(s))).ToEquatableArray()))]);

            var result = ShapeInference.Infer(spec);

            Assert.True(result.IsValid ? result.Layers.Count == spec.Layers.Count : result.Issues.Count > 0);
            Assert.All(result.Layers, layer => Assert.InRange(layer.Output.Count, 0, int.MaxValue));
            Assert.NotEmpty(NetworkSummary.Text(spec, result.Layers));
        }
    }

    [Fact]
    public void A_diagram_has_a_box_for_each_layer()
    {
        var spec = Specs.Network(SampleShape.Vector(4), Specs.Layer(LayerKind.Dense, "a", ("Units", 3)), Specs.Layer(LayerKind.SoftmaxCrossEntropy, "b"));
        Assert.Equal(
            "flowchart TD\n    sample([\"Network(4)\"])\n    layer1[\"dense1<br/>Dense(3)<br/>15 parameters\"]\n    sample -->|4| layer1\n"
                + "    layer2[\"loss1<br/>SoftmaxCrossEntropy\"]\n    layer1 -->|3| layer2\n",
            NetworkDiagram.Text(spec, ShapeInference.Infer(spec).Layers));
    }

    [Fact]
    public void A_diagram_has_an_arrow_for_each_value_that_a_join_reads()
    {
        var tap = Specs.Layer(LayerKind.Tap, "x") with { Taps = new[] { "x" }.ToEquatableArray() };
        var add = Specs.Layer(LayerKind.Add, "c") with { Taps = new[] { "x" }.ToEquatableArray() };
        var spec = Specs.Network(
            SampleShape.Vector(4), Specs.Layer(LayerKind.Dense, "a", ("Units", 3)), tap, Specs.Layer(LayerKind.PRelu, "b"), add, Specs.Layer(LayerKind.MeanSquaredError, "d"));

        string diagram = NetworkDiagram.Text(spec, ShapeInference.Infer(spec).Layers);

        Assert.Contains("layer4[\"add1<br/>Add(#quot;x#quot;)\"]\n    layer3 -->|3| layer4\n    layer1 -->|3| layer4\n", diagram, StringComparison.Ordinal);
        Assert.DoesNotContain("layer2", diagram, StringComparison.Ordinal);
    }
}
