using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Emit.Writer;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>The launches of the forward pass, in training and in prediction, without losses and answers.</summary>
internal sealed class GpuForward(GpuModel model, IReadOnlyList<GpuChain> chains)
{
    /// <summary>Adds the launches.</summary>
    public void Add()
    {
        foreach (var gather in model.Network.Gathers)
        {
            AddGather(gather);
        }

        foreach (var stage in model.Network.Stages)
        {
            switch (stage.Kind)
            {
                case StageKind.Convolution or StageKind.Dense:
                    AddProduct(stage);
                    break;
                case StageKind.Chain:
                    AddChain(chains.First(chain => chain.Chain.Stage == stage));
                    break;
                case StageKind.Concat or StageKind.Add or StageKind.Multiply:
                    AddJoin(stage);
                    break;
                case StageKind.Loss:
                    break;
                default:
                    AddWholeLayer(stage);
                    break;
            }
        }
    }

    private void AddGather(Gather gather)
    {
        var samples = model.Output(gather.Value);
        string rescale = gather.Rescale < 0
            ? "RescaleNumbers.None"
            : $"RescaleNumbers.Of(Setting({gather.Rescale}, \"Low\"), Setting({gather.Rescale}, \"High\"))";
        string name = samples.Field + "Rescale";
        model.Field("RescaleNumbers", name, rescale);
        string start = gather.Input.Layer < 0 ? "0" : $"InputStart({gather.Input.Layer})";
        model.Launch($"takes {GpuModel.Text(samples)} in", $"Gather({samples.Field}, {start}, {name});", samples.Field);
    }

    private void AddProduct(Stage stage)
    {
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        string product = Names.Field(layer) + "Product";
        var input = model.Output(stage.Source);
        var output = model.Output(stage.Result);
        bool learns = model.Training && model.Network.Learns(stage.Source);
        string gradients = model.Training ? "true" : "false";
        model.Field("GpuLayerProduct", product, $"Product({stage.FirstLayer}, weightGradient: {gradients}, inputGradient: {(learns ? "true" : "false")})", plans: true);
        var touched = new List<string> { input.Field, output.Field };
        string moments = "";
        if (model.Training && stage.SumsOutput)
        {
            string sums = model.Buffer(Names.Field(layer) + "Moments", $"{product}.MomentFloats");
            int mean = model.ParameterIndex(model.Network.ChainBehind(stage)!.Normalization!.Layer, ParameterRole.RunningMean);
            touched.Add(sums);
            moments = $", {sums}, Parameter({mean})";
        }

        model.Launch($"{layer}: {GpuModel.Text(input)} to {GpuModel.Text(output)}", $"{product}.Forward(Count, {input.Field}, {output.Field}{moments});" + Check(stage, output), [.. touched]);
    }

    private void AddChain(GpuChain chain)
    {
        var stage = chain.Chain.Stage;
        bool measures = model.Training && stage.Normalization is not null && !chain.OwnsColumns;
        if (measures)
        {
            AddStatistics(chain, stage.Normalization!);
        }

        string kernel = Kernel(model, chain, "Forward");
        bool whole = model.Training && chain.OwnsColumns && stage.Normalization is not null;
        string step = whole ? $"WholeColumns({chain.Result.Field})" : $"Strips({chain.Result.Field})";
        model.Launch(
            $"{chain.Chain.Title}: {GpuModel.Text(chain.Source)} to {GpuModel.Text(chain.Result)}",
            $"Run({kernel}, {chain.Field} with {{ Step = {step} }});" + Check(stage, chain.Result),
            chain.Touched(chain.Source, chain.Result, chain.Taken));
    }

    /// <summary>Declares the loaded kernel of a chain.</summary>
    public static string Kernel(GpuModel model, GpuChain chain, string name)
    {
        string field = Names.Field(chain.Chain.Method) + name + "Kernel";
        model.Field($"GpuKernel<{chain.Type}>", field, $"Kernel<{chain.Type}>({chain.Chain.Method}{name})");
        return field;
    }

    /// <summary>C# that looks at a layer's output in a checking step.</summary>
    private string Check(Stage stage, GpuTensorModel output) =>
        model.Training ? $"\nCheck({CSharp.String(Names.Layer(model.Network, stage.LastLayer))}, {output.Field});" : "";

    private void AddStatistics(GpuChain chain, Node normalization)
    {
        string mean = chain.Statistic(normalization, "Mean");
        string inverse = chain.Statistic(normalization, "Inverse");
        string title = $"{chain.Chain.Spec(normalization).Name}: mean and deviation of the batch";
        string statistics = Names.Field(chain.Chain.Spec(normalization).Name) + "Statistics";
        model.Field("GpuNormalization", statistics, $"Statistics({normalization.Layer}, {mean}, {inverse})");
        var producer = model.Network.Producer(chain.Chain.Stage.Source);
        if (producer is { SumsOutput: true } && model.Network.ChainBehind(producer) == chain.Chain.Stage)
        {
            string layer = Names.Field(Names.Layer(model.Network, producer.FirstLayer));
            model.Launch(title, $"FinishMoments({statistics}, {layer}Moments, {layer}Product.MomentParts, {chain.Source.Field});", mean, inverse, layer + "Moments");
            return;
        }

        string sums = model.Buffer(Names.Field(chain.Chain.Spec(normalization).Name) + "Moments", $"MomentFloats({chain.Source.Given})");
        model.Launch(title, $"Measure({statistics}, {chain.Source.Field}, {sums});", mean, inverse, sums, chain.Source.Field);
    }

    private void AddJoin(Stage stage)
    {
        var output = model.Output(stage.Result);
        var inputs = stage.Sources.Select(model.Output).ToArray();
        string names = string.Join(", ", inputs.Select(GpuModel.Text));
        string title = $"{Names.Layer(model.Network, stage.FirstLayer)}: {names} to {GpuModel.Text(output)}";
        string[] statements = stage.Kind == StageKind.Concat
            ? [.. Enumerable.Range(0, inputs.Length).Where(i => !model.IsInPlace(stage, i)).Select(i => $"Copy({inputs[i].Field}, {model.Place(stage, i, output)});")]
            : [.. inputs.Select((input, i) => $"{(i == 0 ? "Copy" : stage.Kind.ToString())}({input.Field}, {output.Field});")];
        string check = Check(stage, output);
        if (stage.Kind == StageKind.Concat && statements.Length < inputs.Length)
        {
            title += statements.Length == 0 ? ", where they are made" : ", where some of them are made";
        }

        if (statements.Length > 0 || check.Length > 0)
        {
            model.Launch(title, (string.Join("\n", statements) + check).TrimStart('\n'), [.. inputs.Select(i => i.Field), output.Field]);
        }
    }

    private void AddWholeLayer(Stage stage)
    {
        var input = model.Output(stage.Source);
        var output = model.Output(stage.Result);
        string numbers = Numbers(model, stage);
        string statement = stage.Kind + $"({input.Field}, {output.Field}{numbers});";
        model.Launch($"{Names.Layer(model.Network, stage.FirstLayer)}: {GpuModel.Text(input)} to {GpuModel.Text(output)}", statement + Check(stage, output), input.Field, output.Field);
    }

    /// <summary>C# for the numbers of a layer that the runtime computes, as further arguments; declares their field.</summary>
    public static string Numbers(GpuModel model, Stage stage)
    {
        string name = Names.Field(Names.Layer(model.Network, stage.FirstLayer));
        string Setting(string setting) => $"Setting({stage.FirstLayer}, \"{setting}\")";
        switch (stage.Kind)
        {
            case StageKind.AveragePool:
                model.Field("WindowSize", name + "Window", model.Window(stage.FirstLayer));
                return $", {name}Window";
            case StageKind.ResponseNormalization:
                model.Field("ResponseNumbers", name + "Numbers", $"new ResponseNumbers((int){Setting("Size")}, {Setting("Alpha")}, {Setting("Beta")}, {Setting("K")})");
                return $", {name}Numbers";
            default:
                return "";
        }
    }
}
