using DeepTricks.Dsl.Shapes;
using Microsoft.Extensions.Configuration;

namespace DeepTricks.Dsl.Generator.Tests.Hyperparameters;

/// <summary>Hyperparameters by path, as JSON and from configuration.</summary>
public class HyperparameterSetTests
{
    private static readonly NetworkSpec Declared = Specs.Network(
        SampleShape.Image(8, 6, 1),
        Specs.Layer(LayerKind.Conv, "", ("Filters", 4), ("Kernel", 3)),
        Specs.Layer(LayerKind.Dropout, "", ("Rate", 0.5)),
        Specs.Layer(LayerKind.Conv, "", ("Filters", 2), ("Kernel", 1), ("Init", (double)InitKind.Uniform), ("Deviation", 0.25)),
        Specs.Layer(LayerKind.MeanSquaredError, ""));

    private static readonly HyperparameterSet Emitted = GeneratorHarness.RunClean(Sources.Network(
        "[Network(8, 6, 1)]\n[Conv(4, 3), Dropout(0.5), Conv(2, 1, Init = Init.Uniform, Deviation = 0.25), MeanSquaredError]")).NewHyperparameters("N");

    private static HyperparameterSet New() => (HyperparameterSet)Activator.CreateInstance(Emitted.GetType())!;

    private static double Value(HyperparameterSet set, string path) => set.Values[set.Descriptors.Select(d => d.Path).ToList().IndexOf(path)];

    [Fact]
    public void There_is_one_for_every_number() => Assert.Equal(
        [
            "Input.Height", "Input.Width", "Input.Channels",
            "Conv1.Filters", "Conv1.Kernel", "Conv1.Stride", "Conv1.Padding", "Conv1.Dilation", "Conv1.Groups",
            "Dropout1.Rate",
            "Conv2.Filters", "Conv2.Kernel", "Conv2.Stride", "Conv2.Padding", "Conv2.Dilation", "Conv2.Groups", "Conv2.Deviation", "Loss1.Weight",
        ],
        New().Descriptors.Select(descriptor => descriptor.Path));

    [Fact]
    public void The_defaults_are_the_declaration() => Assert.Equal(Declared, New().Apply(Declared));

    [Fact]
    public void Values_replace_declared_numbers()
    {
        var set = New();
        set.Set("Input.Width", "7");
        set.Set("conv1.FILTERS", "48");
        set.Set("Dropout1.Rate", "2.5e-1");
        var spec = set.Apply(Declared);
        Assert.Equal(SampleShape.Image(8, 7, 1), spec.Input);
        Assert.Equal(48, spec.Layers[0].Int("Filters"));
        Assert.Equal(0.25, spec.Layers[1]["Rate"]);
        Assert.Equal(Declared.Layers[2], spec.Layers[2]);
    }

    [Theory]
    [InlineData("Conv1.Filters", "0", "'Conv1.Filters' is 0; it must be a whole number of at least 1.")]
    [InlineData("Conv1.Filters", "2.5", "'Conv1.Filters' is 2.5; it must be a whole number of at least 1.")]
    [InlineData("Conv1.Filters", "3000000000", "'Conv1.Filters' is 3000000000; it must be a whole number of at least 1.")]
    [InlineData("conv1.filters", "many", "'Conv1.Filters' is 'many'; it must be a number.")]
    [InlineData("Conv1.Filters", "1,5", "'Conv1.Filters' is '1,5'; it must be a number.")]
    [InlineData("Dropout1.Rate", "1", "'Dropout1.Rate' is 1; it must be a number of at least 0 and below 1.")]
    [InlineData("Dropout1.Rate", "NaN", "'Dropout1.Rate' is NaN; it must be a number of at least 0 and below 1.")]
    [InlineData("Conv1.Filter", "3", "There is no hyperparameter 'Conv1.Filter'; the nearest is 'Conv1.Filters'.")]
    [InlineData("dropout.rate", "3", "There is no hyperparameter 'dropout.rate'; the nearest is 'Dropout1.Rate'.")]
    [InlineData("", "3", "There is no hyperparameter ''; the nearest is 'Input.Width'.")]
    public void What_is_wrong_is_said_and_changes_nothing(string path, string value, string message)
    {
        var set = New();
        Assert.Equal(message, Assert.Throws<HyperparameterException>(() => set.Set(path, value)).Message);
        Assert.Equal(New().Values, set.Values);
    }

    [Fact]
    public void Json_goes_around()
    {
        var set = New();
        set.Set("Conv1.Filters", "48");
        set.Set("Dropout1.Rate", "0.1");
        var other = New();
        other.ReadJson(set.ToJson());
        Assert.Equal(set.Values, other.Values);
        Snapshot.Match(set.ToJson(), "Hyperparameters.json");
    }

    [Fact]
    public void Json_may_have_a_part_only_with_comments_and_trailing_commas()
    {
        var set = New();
        set.ReadJson("{\n  // wider\n  \"conv1\": { \"Filters\": 48.0, },\n}");
        Assert.Equal(48, Value(set, "Conv1.Filters"));
        Assert.Equal(3, Value(set, "Conv1.Kernel"));
    }

    [Theory]
    [InlineData("{", "The hyperparameters are not valid JSON: ")]
    [InlineData("", "The hyperparameters are not valid JSON: ")]
    [InlineData("[1]", "The hyperparameters must be a JSON object such as {\"Conv1\": {\"Filters\": 48}}.")]
    [InlineData("{\"Conv1\": 3}", "There is no hyperparameter 'Conv1'; the nearest is ")]
    [InlineData("{\"Conv9\": {\"Filters\": 3}}", "There is no hyperparameter 'Conv9.Filters'; the nearest is 'Conv1.Filters'.")]
    [InlineData("{\"Conv1\": {\"Filters\": \"3\"}}", "'Conv1.Filters' is text; it must be a number.")]
    [InlineData("{\"Conv1\": {\"Filters\": null}}", "'Conv1.Filters' is null; it must be a number.")]
    [InlineData("{\"Conv1\": {\"Filters\": {}}}", "'Conv1.Filters' is object; it must be a number.")]
    [InlineData("{\"Conv1\": {\"Kernel\": 5, \"Filters\": 0}}", "'Conv1.Filters' is 0; it must be a whole number of at least 1.")]
    [InlineData("{\"Conv1\": {\"Filters\": 1e999}}", "'Conv1.Filters' is Infinity; it must be a whole number of at least 1.")]
    [InlineData("{\"Conv1\": {\"Filters\": 3, \"filters\": 4}}", "'Conv1.Filters' stands in the JSON twice.")]
    [InlineData("{\"Conv1\": {\"Filters\": 3, \"Filters\": 4}}", "The hyperparameters are not valid JSON: ")]
    public void Bad_json_is_refused_and_changes_nothing(string json, string message)
    {
        var set = New();
        Assert.StartsWith(message, Assert.Throws<HyperparameterException>(() => set.ReadJson(json)).Message, StringComparison.Ordinal);
        Assert.Equal(New().Values, set.Values);
    }

    [Fact]
    public void Configuration_binds()
    {
        var set = New();
        set.ReadConfiguration(Configuration(("Net:Conv1:Filters", "48"), ("Net:Dropout1:Rate", "0.25"), ("Other:X", "1")).GetSection("Net"));
        Assert.Equal(48, Value(set, "Conv1.Filters"));
        Assert.Equal(0.25, Value(set, "Dropout1.Rate"));
    }

    [Theory]
    [InlineData("Conv1:Filter", "3", "There is no hyperparameter 'Conv1.Filter'; the nearest is 'Conv1.Filters'.")]
    [InlineData("Conv1", "3", "There is no hyperparameter 'Conv1'; the nearest is ")]
    [InlineData("Conv1:Filters", "x", "'Conv1.Filters' is 'x'; it must be a number.")]
    [InlineData("Conv1:Filters", "-1", "'Conv1.Filters' is -1; it must be a whole number of at least 1.")]
    [InlineData("Conv1:Filters:X", "1", "'Conv1.Filters' is a section; it must be a number.")]
    public void Bad_configuration_is_refused_and_changes_nothing(string key, string value, string message)
    {
        var set = New();
        Assert.StartsWith(
            message, Assert.Throws<HyperparameterException>(() => set.ReadConfiguration(Configuration(("Conv1:Kernel", "5"), (key, value)))).Message, StringComparison.Ordinal);
        Assert.Equal(New().Values, set.Values);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] items)
        => new ConfigurationBuilder().AddInMemoryCollection(items.Select(item => KeyValuePair.Create(item.Key, (string?)item.Value))).Build();
}
