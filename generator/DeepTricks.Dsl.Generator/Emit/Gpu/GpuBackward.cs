using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>The launches of losses and of the backward pass.</summary>
internal sealed class GpuBackward(GpuModel model, IReadOnlyList<GpuChain> chains)
{
    /// <summary>Adds the launches.</summary>
    public void Add()
    {
        var losses = model.Network.Stages.Where(s => s.Kind == StageKind.Loss).ToArray();
        for (int i = 0; i < losses.Length; i++)
        {
            AddLoss(losses[i], i);
        }

        foreach (var stage in Enumerable.Reverse(model.Network.Stages).Where(s => s.Kind != StageKind.Loss && model.Network.Learns(s.Result)))
        {
            switch (stage.Kind)
            {
                case StageKind.Convolution or StageKind.Dense:
                    AddProduct(stage);
                    break;
                case StageKind.Chain:
                    AddChain(chains.First(chain => chain.Chain.Stage == stage));
                    break;
                case StageKind.Concat:
                    AddConcat(stage);
                    break;
                case StageKind.Add:
                    AddSum(stage);
                    break;
                case StageKind.Multiply:
                    AddMultiply(stage);
                    break;
                default:
                    AddWholeLayer(stage);
                    break;
            }
        }
    }

    private static string Boolean(bool value) => value ? "true" : "false";

    private void AddLoss(Stage loss, int output)
    {
        var spec = model.Spec(loss.FirstLayer);
        var input = model.Output(loss.Source);
        bool learns = model.Network.Learns(loss.Source);
        bool adds = learns && model.Order.Adds(loss.Source, loss);
        var target = learns && !adds ? model.Gradient(loss.Source) : model.Tensor(Names.Field(spec.Name) + "Part", loss.Source);
        string behind = adds ? $"\nAdd({target.Field}, {model.Gradient(loss.Source).Field});" : "";
        string weight = $"Setting({loss.FirstLayer}, \"Weight\")";
        string smoothing = spec.Kind == LayerKind.SoftmaxCrossEntropy ? $", Setting({loss.FirstLayer}, \"Smoothing\")" : "";
        model.Launch(
            $"{spec.Name} of {input.Field} and its gradient",
            $"{spec.Kind}({output}, {input.Field}, {target.Field}, {weight}{smoothing});{behind}",
            [input.Field, target.Field, .. adds ? new[] { model.Gradient(loss.Source).Field } : []]);
    }

    private void AddProduct(Stage stage)
    {
        string layer = Names.Layer(model.Network, stage.FirstLayer);
        string product = Names.Field(layer) + "Product";
        var input = model.Output(stage.Source);
        var gradient = model.Gradient(stage.Result);
        string bias = model.Has(stage.FirstLayer, ParameterRole.Bias) ? " and bias" : "";
        model.Launch($"gradient of {layer}'s weights{bias}", $"{product}.WeightGradient(Count, {input.Field}, {gradient.Field});", input.Field, gradient.Field);
        if (model.Network.Learns(stage.Source))
        {
            var target = model.Gradient(stage.Source);
            string adds = Boolean(model.Order.Adds(stage.Source, stage));
            model.Launch($"gradient of {input.Field} through {layer}", $"{product}.InputGradient(Count, {gradient.Field}, {target.Field}, adds: {adds});", gradient.Field, target.Field);
        }
    }

    private void AddChain(GpuChain chain)
    {
        if (chain.Gradient is null)
        {
            return;
        }

        if (chain.OwnsColumns && chain.Chain.Sums.Count > 0)
        {
            AddKernel(chain, "Backward", "", $"WholeColumns({chain.Result.Field})", chain.Source, chain.Gradient, chain.SourceGradient);
            AddOneNumbers(chain);
            return;
        }

        if (chain.HasGradientLoop)
        {
            string step = chain.LeavesParts ? $"SummingStrips({chain.Result.Field})" : $"Strips({chain.Result.Field})";
            AddKernel(chain, "Gradient", "", step, chain.Taken ?? chain.Source, chain.Gradient);
        }

        if (chain.NeedsSpread || chain.LeavesParts)
        {
            string over = chain.NeedsSpread ? chain.Source.Field : chain.Result.Field;
            string step = chain.LeavesParts ? $"Strips({over}, summed: {chain.Result.Field})" : $"Strips({over})";
            AddKernel(chain, "Spread", chain.NeedsSpread ? ", to " + chain.Source.Field : ", sums", step, chain.Source, chain.Gradient, chain.Taken, chain.SourceGradient);
            AddOneNumbers(chain);
        }
    }

    private void AddOneNumbers(GpuChain chain)
    {
        foreach (var sum in chain.OneNumbers)
        {
            string tensor = Names.Tensor(model.Spec(sum.Layer).Name, sum.Role);
            int parameter = model.ParameterIndex(sum.Layer, sum.Role);
            model.Launch($"gradient of {tensor} over all channels", $"AddUp({chain.OfChannels(sum)}, {chain.Result.Field}.Channels, ParameterGradient({parameter}));", chain.OfChannels(sum));
        }
    }

    private void AddKernel(GpuChain chain, string name, string title, string step, params GpuTensorModel?[] touched) => model.Launch(
        $"backward of {chain.Chain.Title}{title}",
        $"Run({GpuForward.Kernel(model, chain, name)}, {chain.Field} with {{ Step = {step} }});",
        chain.Touched(touched));

    private void AddConcat(Stage stage)
    {
        var gradient = model.Gradient(stage.Result);
        for (int i = 0; i < stage.Sources.Count; i++)
        {
            int value = stage.Sources[i];
            if (model.Network.Learns(value) && !model.IsShared(value, stage, i))
            {
                var target = model.Gradient(value);
                Join(stage, value, $"{(model.Order.Adds(value, stage, i) ? "Add" : "Copy")}({model.Place(stage, i, gradient)}, {target.Field});", gradient, target);
            }
        }
    }

    private void AddSum(Stage stage)
    {
        var gradient = model.Gradient(stage.Result);

        // The operand that shares the gradient may be added to by others from here on, so the copies come first.
        for (int i = 0; i < stage.Sources.Count; i++)
        {
            int value = stage.Sources[i];
            if (model.Network.Learns(value) && !model.IsShared(value, stage, i))
            {
                var target = model.Gradient(value);
                Join(stage, value, $"{(model.Order.Adds(value, stage, i) ? "Add" : "Copy")}({gradient.Field}, {target.Field});", gradient, target);
            }
        }
    }

    private void AddMultiply(Stage stage)
    {
        var gradient = model.Gradient(stage.Result);
        for (int i = 0; i < stage.Sources.Count; i++)
        {
            int value = stage.Sources[i];
            if (!model.Network.Learns(value))
            {
                continue;
            }

            // The gradient times the other operands; made apart if it adds to what is there.
            var target = model.Gradient(value);
            bool adds = model.Order.Adds(value, stage, i);
            var product = adds ? model.Tensor(Names.Field(Names.Layer(model.Network, stage.FirstLayer)) + "Part", stage.Result) : target;
            var others = stage.Sources.Where((_, other) => other != i).Select(model.Output).ToArray();
            var statements = new List<string> { $"Copy({gradient.Field}, {product.Field});" };
            statements.AddRange(others.Select(other => $"Multiply({other.Field}, {product.Field});"));
            if (adds)
            {
                statements.Add($"Add({product.Field}, {target.Field});");
            }

            Join(stage, value, string.Join("\n", statements), [gradient, target, product, .. others]);
        }
    }

    private void Join(Stage stage, int value, string statement, params GpuTensorModel[] touched) => model.Launch(
        $"gradient of {model.Output(value).Field} through {Names.Layer(model.Network, stage.FirstLayer)}", statement, [.. touched.Select(t => t.Field)]);

    private void AddWholeLayer(Stage stage)
    {
        if (!model.Network.Learns(stage.Source))
        {
            return;
        }

        var input = model.Output(stage.Source);
        var output = model.Output(stage.Result);
        var gradient = model.Gradient(stage.Result);
        var target = model.Gradient(stage.Source);
        string given = stage.Kind switch
        {
            StageKind.ResponseNormalization => input.Field + ", ",
            StageKind.Softmax => output.Field + ", ",
            _ => "",
        };
        model.Launch(
            $"backward of {Names.Layer(model.Network, stage.FirstLayer)}",
            $"{stage.Kind}Gradient({given}{gradient.Field}, {target.Field}{GpuForward.Numbers(model, stage)}, adds: {Boolean(model.Order.Adds(stage.Source, stage))});",
            input.Field,
            output.Field,
            gradient.Field,
            target.Field);
    }
}
